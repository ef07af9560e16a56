"""One page in one language: what changed, word by word, and the button that says it still fits."""

import re

import pytest

from courses.languages import closely
from courses.models import PageInLanguage
from people.groups import derive_groups
from people.models import Role, RoleHeld
from tests.conftest import come_in, person
from tests.courses.languages.changing import blocks, spanish, told, with_words
from tests.courses.test_cost import statements
from tests.people.factories import LONG_AGO


@pytest.fixture
def changed(lesson, publish, eve):
    """The first text in its meaning, the second as a matter of safety."""
    derive_groups(eve, eve.day())
    new = "<p>Listen first.</p><p>Then wait.</p>"
    page = publish(lesson, "meaning", by=eve, body=with_words(lesson, 0, new))
    return publish(page, "safety", by=eve, body=with_words(page, 1, "<p>Call 999.</p>"))


@pytest.fixture
def where(changed):
    return f"/cms/languages/{changed.pk}/es/"


@pytest.fixture
def by_eve(client, eve, changed):
    return come_in(client, eve)


def translator(language):
    tom = person(f"tom-{language}")
    held = {"role": Role.TRANSLATOR, "language": language, "from_day": LONG_AGO}
    RoleHeld.objects.create(person=tom, **held)
    derive_groups(tom, tom.day())
    return tom


def test_the_gravest_comes_first_with_the_source_before_and_now(by_eve, where):
    page = by_eve.get(where).content.decode()
    assert page.index("a matter of safety") < page.index("the meaning changed")
    assert "Then <del>ask.</del>" in " ".join(page.split())
    assert "Then <ins>wait.</ins>" in " ".join(page.split())
    assert "texts are current" in page or "text is current" in page


def test_the_old_translation_is_still_read_where_it_no_longer_stands(by_eve, where):
    safety = by_eve.get(where).content.decode().partition("the meaning changed")[0]
    assert "The translation before" in safety and "es Call 116 111." in safety
    assert "None yet." in safety


def test_each_block_leads_to_its_texts_in_the_translation_editor(by_eve, where, changed):
    page = by_eve.get(where).content.decode()
    edit = f"/cms/pages/{spanish(changed).pk}/edit/"
    assert f'href="{edit}#{blocks(changed)[0]}"' in page
    editor = by_eve.get(edit)
    assert editor.status_code == 200
    assert "js/to-text.js" in editor.content.decode()


def test_a_translation_that_still_fits_is_no_longer_asked_for(by_eve, where, changed):
    meaning = blocks(changed)[0]
    page = by_eve.get(where).content.decode()
    assert re.findall(r'name="block" value="([^"]+)"', page) == [meaning]
    for _twice in range(2):
        answer = by_eve.post(f"{where}fits/", {"block": meaning}, follow=True)
        assert "Kept: the translation still fits." in answer.content.decode()
    assert f'value="{meaning}"' not in by_eve.get(where).content.decode()


@pytest.mark.parametrize("block", ["", "body.x", "title\0", "safety"])
def test_what_has_no_words_cannot_fit(by_eve, where, changed, block):
    before = told(changed)
    block = blocks(changed)[1] if block == "safety" else block
    answer = by_eve.post(f"{where}fits/", {"block": block}, follow=True)
    assert "never translated" in answer.content.decode()
    assert told(changed) == before


def test_a_translator_of_another_language_reads_and_confirms_nothing(client, where, changed):
    come_in(client, translator("ar"))
    page = client.get(where)
    assert page.status_code == 200
    assert "still fits" not in page.content.decode()
    answer = client.post(f"{where}fits/", {"block": blocks(changed)[0]})
    assert answer.status_code == 404


def test_a_translator_confirms_what_is_theirs(client, where, changed):
    come_in(client, translator("es"))
    assert client.post(f"{where}fits/", {"block": blocks(changed)[0]}).status_code == 302


def test_where_nobody_began_the_page_leads_to_the_beginning(by_eve, changed):
    page = by_eve.get(f"/cms/languages/{changed.pk}/fr/").content.decode()
    begin = f"/cms/localize/submit/page/{changed.pk}/?select_locale=fr"
    assert f'href="{begin}"' in page
    assert by_eve.get(begin).status_code == 200
    assert "still fits" not in page


@pytest.mark.parametrize("language", ["en", "xx", "es-"])
def test_the_source_and_unknown_languages_have_no_such_page(by_eve, changed, language):
    assert by_eve.get(f"/cms/languages/{changed.pk}/{language}/").status_code == 404


def test_a_page_that_is_gone_is_gone_from_here(by_eve, where, changed):
    PageInLanguage.objects.filter(page_id=changed.pk).update(page_id=10**9)
    assert by_eve.get(f"/cms/languages/{10**9}/es/").status_code == 404


def test_it_costs_the_same_however_many_blocks_changed(by_eve, where, changed, publish):
    by_eve.get(where)
    few = len(statements(lambda: by_eve.get(where)))
    publish(changed, "meaning", body=with_words(changed, 0, "<p>Something else.</p>"), title="New")
    assert len(statements(lambda: by_eve.get(where))) == few <= 30


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ([], ["One two."], [[("One two.", False)]]),
        (["One two."], ["One three."], [[("One", False), ("three.", True)]]),
        (["One."], ["One.", "Two."], [[("One.", False)], [("Two.", True)]]),
        (["اسمع أولا"], ["اسمع دائما"], [[("اسمع", False), ("دائما", True)]]),
        (["One."], [], []),
    ],
    ids=["nothing-before", "a-word", "a-line", "arabic", "emptied"],
)
def test_what_differs_is_marked_word_by_word(old, new, marked):
    _before, now = closely.compared(old, new)
    assert [[(piece.words, piece.is_other) for piece in line] for line in now] == marked
