"""Words that would turn a look at oneself into medicine, in four languages."""

import pytest

from office.instrument_words import Telling, medical_labels_in
from tests.office.instruments import definition, labelled


@pytest.mark.parametrize(
    "label",
    [
        "Likely depression", "DEPRESSIVE signs", "A disorder", "May need treatment", "Diagnosed",
        "Depresión probable", "Sin diagnóstico", "Trastorno leve", "Necesita tratamiento",
        "Dépression légère", "Déprimé", "Diagnostic", "Trouble possible", "À traiter", "Traitement",
        "اكتئاب محتمل", "الاكتئاب", "بلا تشخيص", "اِضْطِرَاب", "يحتاج إلى علاج", "والعلاج",
        "De\u0301pression", "De\u200bpression", "ＤＥＰＲＥＳＳＩＯＮ", "dépression",
    ],
)  # fmt: skip
def test_these_are_found_however_they_are_written(label):
    assert [each.path for each in medical_labels_in(labelled(label))] == [
        "subscales[0].bands[0].label"
    ]


@pytest.mark.parametrize(
    "label",
    [
        "Low", "A retreat", "Lighter than before", "In between", "Poco", "Descanso", "Retrato",
        "Peu", "Un peu plus lourd", "Retraite", "قليل", "أخفّ من قبل", "الراحة والصبر", "معتدل",
    ],
)  # fmt: skip
def test_these_are_not(label):
    assert medical_labels_in(labelled(label)) == []


def test_each_language_and_place_is_named():
    made = definition(title={"en": "On disorder", "ar": "اكتئاب"})
    both = [Telling("title", "en", "On disorder"), Telling("title", "ar", "اكتئاب")]
    assert medical_labels_in(made) == both


def test_what_people_are_asked_may_say_it():
    """An item may name how somebody feels; what is said of the answer may not."""
    made = definition()
    made["items"][0]["text"]["en"] = "I felt depressed"
    made["intro"]["en"] = "This is no diagnosis."
    assert medical_labels_in(made) == []
