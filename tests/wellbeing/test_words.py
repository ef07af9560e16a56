"""The words of our phrases: enough of them, easily told apart when typed, and none that hurts."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "wellbeing/room/words"
LISTED = re.compile(r"\A(?://.*\n)+export const WORDS = (\[.*\]);\n\Z", re.DOTALL)
TRAILING_COMMA = re.compile(r",\s*\]")

# As it is written in that language: letters only, no article, no mark of a vowel in Arabic.
WRITTEN = {
    "en": r"[a-z]{3,8}",
    "es": r"[a-záéíóúüñ]{3,8}",
    "fr": r"[a-zàâçéèêëîïôùûü]{3,8}",
    "ar": r"[ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي]{3,7}",
}
ALIKE_IN_ARABIC = str.maketrans("ىة", "يه")
DOTLESS = str.maketrans("تثجخذزشضظغق", "ببححدرسصطعف")

# No bare word begins like these: they may bring back what somebody fled, shame, or offend.
HURTFUL = {
    "en": """abus afraid alcohol angel arrest baby beer bible blood body boss boy brothel bullet
        cage chain child church client cry$ damage dead death debt devil doctor drug drunk enem
        escap fear fight fled flee$ flesh girl god gun$ hell hospital hurt husband illness jail
        kill kiss knife lock$ massage master money mosque mother naked owner pain$ passport pill$
        poison police pray prison rape rent$ rob$ sex shame sick slave smuggl sold$ steal strip$
        traffick trap$ vein victim violen visa war$ weapon weep whip wife wine$ wound""",
    "es": """alcohol amo$ arma$ bala$ bebe burdel cadena carcel cerveza client cuchill culpa cura$
        deud dinero dios doctor droga duen enferm esclav fronter golpe guerra herid hospital
        iglesia jaula llanto madre marido matar miedo migr muert nin[ao]$ padre pasaport patron
        pistol polic preso puta rezar robar sangre santo sexo trata$ victim vino$ violen""",
    "fr": """alcool arme$ bebe biere bordel cage chaine client coup$ couteau crime dette dieu
        docteur drogue eglise enfant esclave fouet frontier fusil guerre hopital malad mari$ mere$
        mort$ passeport patron pere$ peur police priere prison pute sang$ sexe tuer viande victime
        viol vol$ voler""",
    "ar": """ابن اله$ الم$ ام$ بغاء جنس$ حدود حرب خادم خمر خوف دم$ دواء دين$ رصاص زنا زواج سجن
        سكين سلاح شرطه صلاه ضرب طفل طلاق عبد عنف قبر قتل قيد$ كحول كفيل كنيسه لاجي لص$ مال$ مخدر
        مرض مسجد مشفي موت نبيذ هجره وجع""",
}


def words_of(language):
    """The list as the browser reads it."""
    found = LISTED.match((FOLDER / f"{language}.js").read_text(encoding="utf-8"))
    return json.loads(TRAILING_COMMA.sub("]", found[1]))


def bare(word):
    """What is compared: small letters without marks, forms of one Arabic letter as that letter."""
    letters = unicodedata.normalize("NFKD", word.lower())
    kept = (letter for letter in letters if not unicodedata.combining(letter))
    return "".join(kept).translate(ALIKE_IN_ARABIC)


def one_letter_open(word):
    return {f"{word[:at]}?{word[at + 1 :]}" for at in range(1, len(word))}


def one_letter_lost(word):
    return {word[:at] + word[at + 1 :] for at in range(1, len(word))}


def two_letters_swapped(word):
    pairs = range(1, len(word) - 1)
    return {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs} - {word}


def without_dots(word):
    """How a word looks on paper when the dots are forgotten; nūn and yā' differ only at the end."""
    inside = word[:-1].translate(DOTLESS)
    return re.sub("[ني]", "ب", inside) + word[-1].translate(DOTLESS)


def as_heard(word):
    """How a Spanish word sounds in Latin America: v like b, z and soft c like s, no h."""
    for written, heard in (
        ("ch", "X"),
        ("ll", "y"),
        ("qu", "k"),
        ("v", "b"),
        ("z", "s"),
        ("h", ""),
    ):
        word = word.replace(written, heard)
    word = re.sub("c(?=[ei])", "s", word)
    return re.sub("g(?=[ei])", "j", word).replace("c", "k")


@pytest.fixture(params=sorted(WRITTEN))
def language(request):
    return request.param


def test_a_word_is_one_of_2048_and_no_two_are_the_same_when_typed(language):
    words = [bare(word) for word in words_of(language)]
    assert len(words) == len(set(words)) == 2048


def test_words_are_short_and_written_with_letters_of_the_language(language):
    odd = [word for word in words_of(language) if not re.fullmatch(WRITTEN[language], word)]
    assert odd == []


def test_one_slip_after_the_first_letter_never_makes_another_word(language):
    words = {bare(word) for word in words_of(language)}
    patterns = [pattern for word in words for pattern in one_letter_open(word)]
    assert len(patterns) == len(set(patterns)), "two words differ in one letter"
    slips = {word: one_letter_lost(word) | two_letters_swapped(word) for word in words}
    assert {word: made & words for word, made in slips.items() if made & words} == {}


def test_arabic_words_differ_even_without_their_dots():
    looks = [without_dots(bare(word)) for word in words_of("ar")]
    assert len(looks) == len(set(looks))


def test_no_spanish_words_sound_the_same():
    sounds = [as_heard(bare(word)) for word in words_of("es")]
    assert len(sounds) == len(set(sounds))


def test_no_word_begins_like_one_that_hurts(language):
    stems = re.compile("|".join(HURTFUL[language].split()))
    assert [word for word in words_of(language) if stems.match(bare(word))] == []


def test_lists_stand_in_the_order_of_the_alphabet(language):
    after_n = {"es": str.maketrans({"ñ": "n~"})}.get(language, {})
    keys = [bare(word.translate(after_n)) for word in words_of(language)]
    assert keys == sorted(keys)
