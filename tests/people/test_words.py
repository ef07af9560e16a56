"""Words that one copies from paper: each list is clear in itself; slips of form do not count."""

from itertools import combinations

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from people import words
from people.words import fold, make, unknown, words_in

LANGUAGES = ("en", "es", "fr", "ar")


def one_slip_apart(one, other):
    """One letter wrong, missing, added, or two neighbours changed round."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    if len(short) < len(long):
        return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    wrong = [i for i, pair in enumerate(zip(short, long, strict=True)) if len(set(pair)) == 2]
    turned = len(wrong) == 2 and sorted(short) == sorted(long) and wrong[1] - wrong[0] == 1
    return len(wrong) < 2 or turned


@pytest.mark.parametrize("language", LANGUAGES)
class TestList:
    def test_it_has_256_short_words(self, language):
        assert len(words_in(language)) == 256
        assert {len(word) for word in words_in(language)} <= {3, 4, 5, 6, 7}

    def test_each_is_one_plain_word(self, language):
        assert [w for w in words_in(language) if " " in fold(w) or w != w.lower()] == []

    def test_the_first_four_letters_tell_them_apart(self, language):
        assert len({fold(word)[:4] for word in words_in(language)}) == 256

    def test_no_two_are_one_slip_apart(self, language):
        pairs = combinations(map(fold, words_in(language)), 2)
        assert [pair for pair in pairs if one_slip_apart(*pair)] == []

    def test_it_is_in_order_for_whoever_reads_it(self, language):
        assert list(words_in(language)) == sorted(words_in(language), key=fold)

    def test_its_own_words_are_known(self, language):
        assert unknown(" ".join(words_in(language))) == []


@pytest.mark.parametrize(("one", "other"), [("lake", "cake"), ("moss", "mos"), ("form", "from")])
def test_a_slip_is_seen(one, other):
    assert one_slip_apart(one, other)


class TestMaking:
    def test_eight_by_default_and_none_twice(self):
        assert all(len(set(make("es"))) == 8 for _ in range(50))

    def test_each_time_others(self):
        assert len({tuple(make("en")) for _ in range(50)}) == 50

    def test_every_word_has_its_turn(self):
        assert {word for _ in range(500) for word in make("ar")} == set(words_in("ar"))

    @pytest.mark.parametrize(("language", "list_of"), [("es-mx", "es"), ("de", "en"), ("", "en")])
    def test_a_language_without_a_list_takes_english(self, language, list_of):
        assert set(make(language)) <= set(words_in(list_of))

    def test_no_name_of_a_file_is_a_language(self):
        assert words_in("../words/es") == words_in("en")

    def test_every_language_of_the_site_has_its_own(self):
        assert set(settings.ALL_LANGUAGES) == set(words.LANGUAGES)


class TestFolding:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("Limon  TRÉBOL", "limón trébol"),
            ("1. apple\n2. river\r\n3) moon", "apple river moon"),
            ("apple, river; moon.", "apple river moon"),
            ("apple-river_moon", "apple river moon"),
            ("apple\N{ZERO WIDTH SPACE} ri\N{SOFT HYPHEN}ver", "apple river"),
            ("tre\N{COMBINING ACUTE ACCENT}bol", "trébol"),
            ("ÉTOILE Musée", "étoile musee"),
            ("１．ＡＰＰＬＥ", "apple"),
            ("İSLAND ısland", "island island"),
            ("ارنب اخضر", "أرنب أخضر"),
            ("إفق أُفُق", "افق أفق"),
            ("حديقه ورده", "حديقة وردة"),
            ("حلوي كمثري", "حلوى كمثرى"),
            ("سما", "سماء"),
            ("كـتـاب", "كتاب"),
            ("قَهْوَة", "قهوة"),
            ("١. تفاح، ٢. بيت", "تفاح بيت"),
            ("کیوی", "كيوي"),
            ("\N{RIGHT-TO-LEFT MARK}بيت\N{LEFT-TO-RIGHT MARK}", "بيت"),
        ],
    )
    def test_what_people_type_is_what_is_meant(self, typed, meant):
        assert fold(typed) == fold(meant)

    def test_another_word_stays_another(self):
        assert fold("apple river") != fold("river apple")

    @given(st.text())
    def test_folding_twice_changes_nothing(self, text):
        assert fold(fold(text)) == fold(text)


class TestUnknown:
    def test_it_gives_the_words_to_look_at_again_as_typed(self):
        assert unknown("apple, Rivér Mooon\n4. حديقه Casaa") == ["Mooon", "Casaa"]

    def test_each_language_is_known(self):
        assert unknown("1. apple 2. limón 3. étoile 4. تفاح") == []

    def test_nothing_is_not_unknown(self):
        assert unknown(" 1. , \n") == []
