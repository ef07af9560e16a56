"""The translators' files: what wagtail-localize asks for; nothing changes by itself."""

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses import packs
from courses.packs import messages, source
from courses.packs.messages import Message
from tests.courses.packs import small

ONE_FOLDER_WILL_DO = HealthCheck.function_scoped_fixture
READABLE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)


def catalogue(folder, language="es"):
    return polib.pofile(str(folder / "locale" / f"{language}.po"))


def bytes_of(folder):
    return {file.name: file.read_bytes() for file in (folder / "locale").iterdir()}


def test_contexts_can_be_read_and_texts_stand_in_document_order(folder):
    packs.write_messages(folder)
    assert [(entry.msgctxt, entry.msgid) for entry in catalogue(folder)] == [
        ("#title", "Small steps"),
        ("#summary", "How little is enough."),
        ("#intro", 'Come in &amp; <b>sit down</b>. Read <a id="a1">more</a>.'),
        ("#intro", "Stay as long as you like."),
        ("first#title", "First"),
        ("first#summary", "Two lessons."),
        ("first/door#title", "The door"),
        ("first/door#why.text", "Why a door"),
        ("first/door#why.text", "You can leave it <i>open</i>."),
        ("first/door#why.text", "One"),
        ("first/door#why.text", "Two"),
        ("first/door#pause.title", "A pause"),
        ("first/door#pause.text", "Breathe."),
        ("first/door#picture.alt", "A half-open door."),
        ("first/door#choice.prompt", "What do you do?"),
        ("first/door#choice.shut.text", "Shut it"),
        ("first/door#choice.shut.feedback", "It may feel closed."),
        ("first/door#choice.ask.text", "Ask first"),
        ("first/door#choice.ask.feedback", "Yes."),
        ("first/window#title", "The window"),
        ("first/window#light.text", "Light comes in."),
    ]


def test_writing_twice_changes_nothing(translated):
    before = bytes_of(translated)
    packs.write_messages(translated)
    assert {name: packed.decode() for name, packed in bytes_of(translated).items()} == {
        name: packed.decode() for name, packed in before.items()
    }


def test_a_changed_text_keeps_the_old_translation_as_obsolete(translated):
    small.change(translated, "first/window.md", "Light comes in.", "Light and air come in.")
    packs.write_messages(translated)
    entries = {entry.msgid: entry for entry in catalogue(translated)}
    assert entries["Light and air come in."].msgstr == ""
    assert entries["Light comes in."].obsolete
    assert entries["Light comes in."].msgstr == "es Light comes in."


def test_a_text_put_back_has_its_translation_again(translated):
    before = bytes_of(translated)
    small.change(translated, "first/window.md", "Light comes in.", "Air comes in.")
    packs.write_messages(translated)
    small.change(translated, "first/window.md", "Air comes in.", "Light comes in.")
    packs.write_messages(translated)
    assert bytes_of(translated) == before


def test_a_doubtful_entry_is_not_taken_for_a_translation(translated):
    file = translated / "locale/es.po"
    entries = catalogue(translated)
    entries[0].flags.append("fuzzy")
    entries.save(str(file))
    _, problems = packs.check(translated)
    assert any("1 of 21" in problem.words for problem in problems)


def test_comments_of_translators_stay(translated):
    entries = catalogue(translated)
    entries[0].tcomment = "we say usted"
    entries.save()
    packs.write_messages(translated)
    assert catalogue(translated)[0].tcomment == "we say usted"


def test_a_pack_that_cannot_be_read_gets_no_catalogues(folder):
    small.change(folder, "first/door.md", "- [x]", "- [ ]")
    with pytest.raises(packs.PackRefused, match=r"first/door\.md:24"):
        packs.write_messages(folder)
    assert not (folder / "locale").exists()


def test_no_database_is_needed(folder):
    """This test has no access to one: pytest-django would refuse."""
    assert packs.write_messages(folder) == [("es", 21, 0), ("fr", 21, 0), ("ar", 21, 0)]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=st.lists(READABLE, min_size=21, max_size=21))
def test_whatever_translators_write_comes_back_as_it_was(folder, said):
    packs.write_messages(folder)
    wanted = list(messages.of_pack(source.readable(folder)))
    entries = catalogue(folder)
    for entry, text in zip(entries, said, strict=True):
        entry.msgstr = text
    entries.save()
    packs.write_messages(folder)
    assert messages.translations(catalogue(folder)) == dict(zip(wanted, said, strict=True))
    assert all(isinstance(message, Message) for message in wanted)
