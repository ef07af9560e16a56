"""How grave a change looks: when in doubt, the graver."""

import pytest

from courses.languages.suggesting import suggest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("Listen first", "listen first.", id="case-and-punctuation"),
        pytest.param("Offer a colour.", "Offer a color.", id="spelling"),
        pytest.param("Do n't ask", "Do n’t  ask", id="spaces-and-apostrophes"),
    ],
)
def test_wording(old, new):
    assert suggest(old, new) == "wording"


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        pytest.param("Call 116 111", "Call 116 117", "en", id="a-number"),
        pytest.param("اتصل 116", "اتصل ١١٧", "ar", id="in-arabic-digits"),
        pytest.param("You can ask", "You cannot ask", "en", id="cannot"),
        pytest.param("Do ask", "Don’t ask", "en", id="dont"),
        pytest.param("Vous pouvez parler", "Vous ne pouvez pas parler", "fr", id="french"),
        pytest.param("Puedes ir", "Nunca puedes ir", "es", id="spanish"),
        pytest.param("يمكنك السؤال", "لا يمكنك السؤال", "ar", id="arabic"),
        pytest.param("Tell a friend", "Tell the police", "en", id="a-grave-word"),
    ],
)
def test_safety(old, new, language):
    assert suggest(old, new, language=language) == "safety"


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        pytest.param("Offer a choice", "Offer a chair", "en", id="another-word"),
        pytest.param("It is legal", "It is illegal", "en", id="a-prefix"),
        pytest.param("They may go", "They may go home", "en", id="a-word-more"),
        pytest.param("Слухай спершу", "Слухайте спершу", "uk", id="a-language-unknown-here"),
        pytest.param("先听", "先看", "zh", id="without-spaces"),
    ],
)
def test_meaning(old, new, language):
    assert suggest(old, new, language=language) == "meaning"


def test_what_is_there_to_warn_is_a_matter_of_safety():
    assert suggest("Rest now", "Rest then", is_grave=True) == "safety"
    assert suggest("Rest now", "Rest now!", is_grave=True) == "wording"
