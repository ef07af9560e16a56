"""How grave a change of words looks: a suggestion that an editor may change, and no judgement.

When in doubt it is the graver one. Only for languages whose little words are known here is a
slight difference in spelling called a change of wording.
"""

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher

from courses.models import Severity

ALIKE = 0.8  # of the letters of one word
LONGEST_WORD = 20  # what is longer may be a sentence, in a script without spaces
NEGATIONS = {
    "en": "not no never none nothing nobody neither nor without cannot cant dont doesnt didnt isnt "
    "arent wont shouldnt mustnt wouldnt couldnt unless except only",
    "es": "no nunca jamás nada nadie ninguno ninguna ningún ni sin tampoco salvo excepto solo sólo",
    "fr": "ne n pas jamais rien personne aucun aucune ni sans sauf seulement plus",
    "ar": "لا لن لم ليس ليست غير بدون دون أبدا أبدًا إلا فقط ما",
}
GRAVE = {
    "en": "danger dangerous emergency police hospital ambulance suicide overdose harm unsafe safe "
    "consent confidential secret must urgent urgently immediately call weapon abuse "
    "violence trafficker passport medicine poison",
    "es": "peligro peligroso peligrosa emergencia policía hospital ambulancia suicidio sobredosis "
    "daño seguro segura consentimiento confidencial secreto debe deben urgente inmediatamente "
    "llame llama arma abuso violencia tratante pasaporte medicina veneno",
    "fr": "danger dangereux dangereuse urgence urgences police hôpital ambulance suicide surdose "
    "mal sûr sûre consentement confidentiel secret doit doivent urgent immédiatement appelez "
    "appeler arme abus violence trafiquant passeport médicament poison",
    "ar": "خطر طوارئ شرطة الشرطة مستشفى المستشفى إسعاف الإسعاف انتحار الانتحار جرعة أذى آمن "
    "موافقة سري سرية يجب عاجل فورا فورًا اتصل سلاح عنف جواز دواء سم",
}
WORDS = re.compile(r"\w+")


def suggest(old: str, new: str, *, language: str = "en", is_grave: bool = False) -> Severity:
    """From plain texts. `is_grave` says that the block is there to warn."""
    before, after = _words(old), _words(new)
    if before == after:
        return Severity.WORDING
    differ = _differing(before, after)
    if is_grave or _digits(old) != _digits(new) or differ & _alarming(language):
        return Severity.SAFETY
    is_known = language in NEGATIONS
    return Severity.WORDING if is_known and _is_spelling(before, after) else Severity.MEANING


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return WORDS.findall(re.sub(r"(?<=\w)['’](?=t\b)", "", plain))


def _digits(text: str) -> list[int]:
    """In whatever script; spaces between the groups of a number say nothing."""
    return [
        unicodedata.digit(each) for each in unicodedata.normalize("NFKC", text) if each.isdigit()
    ]


def _differing(before: list[str], after: list[str]) -> set[str]:
    first, second = Counter(before), Counter(after)
    return {*(first - second), *(second - first)}


def _alarming(language: str) -> set[str]:
    """Of that language; of a language that has none here, none."""
    return {*NEGATIONS.get(language, "").split(), *GRAVE.get(language, "").split()}


def _is_spelling(before: list[str], after: list[str]) -> bool:
    """The same words in the same order, some of them a letter or two apart."""
    return len(before) == len(after) and all(map(_are_alike, before, after))


def _are_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    is_word = max(len(one), len(other)) <= LONGEST_WORD and one[0] == other[0]
    return is_word and SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
