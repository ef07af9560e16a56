"""A new edition of a pack meets a course that was edited here."""

import json

import pytest
from django.core.management import call_command
from wagtail_localize.models import StringTranslation

from courses import packs
from courses.models import Change, LessonPage, ModulePage
from courses.packs import comparing
from courses.packs.comparing import What
from tests.courses.builders import text
from tests.courses.packs import small
from tests.courses.packs.test_load import lesson, own_media, rewrite, traces  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(folder):
    packs.load(folder)
    return folder


def edit(slug="door", **changes):
    """An editor changes blocks by their place, and publishes."""
    page = lesson("en", slug)
    raw = list(page.body.raw_data)
    for place, html in changes.items():
        raw[int(place.removeprefix("n"))]["value"] = html
    page.body = raw
    page.save_revision().publish()
    return page


def theirs(
    folder, old="You can leave it *open*.", new="You can leave it ajar.", file="first/door.md"
):
    small.change(folder, file, old, new)
    return folder


def what(folder, **more):
    return {
        each.name: each.what for each in packs.compare(folder, **more) if each.what != What.SAME
    }


def test_nothing_differs_after_an_import(taken):
    assert what(taken) == {}


def test_what_only_they_changed_comes_and_what_only_we_changed_stays(taken):
    callout = dict(lesson().body.raw_data[1]["value"]) | {"text": "<p>Rest.</p>"}
    edit(n1=callout)
    theirs(taken)
    assert what(taken) == {"first/door#why": What.THEIRS, "first/door#pause": What.OURS}
    assert packs.load(taken).pages["first/door"] == "changed"
    assert "ajar" in str(lesson().body[0].value)
    assert "Rest." in lesson().body[1].value["text"].source
    assert lesson().live and not lesson().has_unpublished_changes


def test_what_both_changed_stays_ours_and_is_named_and_can_be_taken(taken):
    edit(n0="<h2>Why</h2><p>Ours.</p>")
    done = packs.load(theirs(taken))
    assert "first/door#why: changed here and in the pack; ours stays." in done.remarks
    assert "Ours." in str(lesson().body[0].value)
    packs.load(taken, choices={"first/door#why": "theirs"})
    assert "ajar" in str(lesson().body[0].value)


def test_what_only_they_changed_can_be_kept_as_ours(taken):
    packs.load(theirs(taken), choices={"first/door#why": "ours"})
    assert "open" in str(lesson().body[0].value)


def test_twice_is_as_once_after_a_merge(taken):
    edit(n0="<p>Ours.</p>")
    packs.load(theirs(taken))
    before = traces()
    packs.load(taken)
    assert traces() == before


def test_a_comparison_writes_nothing_and_shows_both_sides(taken):
    edit(n0="<p>Ours.</p>")
    theirs(taken)
    before = traces()
    each = next(d for d in packs.compare(taken) if d.name == "first/door#why")
    assert traces() == before
    assert (each.page, each.what, each.base) == ("first/door", What.BOTH, True)
    assert each.ours == "::: text #why\nOurs.\n:::"
    assert "ajar" in each.theirs and each.block == f"body.{lesson().body[0].id}"


def test_blocks_that_came_or_went_on_either_side(taken):
    page = lesson()
    raw = list(page.body.raw_data)
    page.body = [raw[0], text("<p>Made here.</p>"), *raw[2:]]
    page.save_revision().publish()
    picture = "::: image #picture file=door.svg\nalt: A half-open door.\n:::\n"
    small.change(taken, "first/door.md", picture, "::: text #new\nNew.\n:::\n")
    packs.load(taken)
    kinds = [(block.block_type, str(block.value)[:40]) for block in lesson().body]
    assert [kind for kind, _ in kinds] == ["text", "text", "text", "question"]
    assert "New." in kinds[1][1] and "Made here." in kinds[2][1]


def test_an_order_that_only_they_changed_comes(taken):
    old = (taken / "first/door.md").read_text()
    blocks = old.split("\n::: ")
    small.put(taken, "first/door.md", "\n::: ".join([blocks[0], blocks[2], blocks[1], *blocks[3:]]))
    packs.load(taken)
    assert [block.block_type for block in lesson().body][:2] == ["callout", "text"]


def test_a_draft_waits_and_what_came_stands_in_it(taken):
    page = lesson()
    page.title = "Not yet"
    page.save_revision()
    done = packs.load(theirs(taken))
    assert any("stands in" in remark and "draft" in remark for remark in done.remarks)
    assert lesson().title == "The door" and "open" in str(lesson().body[0].value)
    draft = lesson().get_latest_revision_as_object()
    assert draft.title == "Not yet" and "ajar" in str(draft.body[0].value)


def test_an_order_of_lessons_made_here_stays(taken):
    lesson("en", "window").move(lesson("en", "door"), pos="left")
    rewrite(taken, "first/module.md", "Two lessons.", "Lessons.")
    packs.load(taken)
    module = ModulePage.objects.get(locale__language_code="en")
    assert list(module.get_children().values_list("slug", flat=True)) == ["window", "door"]
    assert module.summary == "Lessons."


def test_translations_merge_text_by_text(translated, eve):
    packs.load(translated)
    row = StringTranslation.objects.get(data="es Light comes in.")
    row.data, row.tool_name, row.last_translated_by = "Entra la luz.", "", eve
    row.save()
    small.change(translated, "locale/es.po", "es Breathe.", "es Respire.")
    assert what(translated) == {
        "first/window#light.text@es": What.OURS, "first/door#pause.text@es": What.THEIRS,
    }  # fmt: skip
    packs.load(translated)
    small.change(translated, "locale/es.po", "es Light comes in.", "es Otra luz.")
    name = "first/window#light.text@es"
    assert what(translated) == {name: What.BOTH}
    done = packs.load(translated, choices={name: "theirs"})
    assert "es Otra luz." in str(lesson("es", "window").body[0].value)
    assert not any("keeps" in remark for remark in done.remarks)


def test_a_change_reaches_the_translations_as_one_of_an_editor_does(translated):
    packs.load(translated)
    rewrite(translated, "first/window.md", "Light comes in.", "Light comes in, too.")
    packs.load(translated)
    assert "es Light comes in." in str(lesson("es", "window").body[0].value)
    block = f"body.{lesson('en', 'window').body[0].id}"
    assert Change.objects.filter(language="es", block=block).exists()
    small.translate(translated, "es")
    packs.load(translated)
    assert "es Light comes in, too." in str(lesson("es", "window").body[0].value)
    assert not Change.objects.filter(language="es").exists()


def test_the_difference_is_said_on_the_command_line(taken, capsys):
    edit(n0="<p>Ours.</p>")
    theirs(taken)
    call_command("pack", "import", str(taken), "--dry-run", "--json")
    (line,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (line["name"], line["what"], line["is_taken"]) == ("first/door#why", "both", False)
    call_command("pack", "diff", str(taken), "--take", "first/door#why")
    said = capsys.readouterr().out
    assert "first/door#why: both; theirs comes" in said and "  - Ours." in said
    assert LessonPage.objects.get(slug="door").body[0].value.source == "<p>Ours.</p>"


@pytest.mark.parametrize(
    ("main", "other", "kept", "order"),
    [("abc", "abc", "abc", "abc"), ("ab", "axb", "axb", "axb"), ("ba", "xab", "abx", "xba"),
     ("abc", "abc", "ac", "ac"), ("ab", "abx", "abx", "abx")],
    ids=["same", "between", "at-the-top", "one-gone", "at-the-end"],
)  # fmt: skip
def test_what_one_side_has_stands_behind_its_neighbour(main, other, kept, order):
    assert "".join(comparing.in_order(main, other, set(kept))) == order


def test_words_that_wait_for_their_own_publication_do_not_come_out_with_it(translated):
    packs.load(translated)
    row = StringTranslation.objects.get(data="es Light comes in.")
    row.data, row.tool_name = "Todavía no leído", ""
    row.save()
    small.change(translated, "locale/es.po", "es The window", "es Ventana")
    packs.load(translated)
    row.refresh_from_db()
    assert "es Light comes in." in str(lesson("es", "window").body[0].value)
    assert "es Ventana" in lesson("es", "window").title
    assert (row.data, row.has_error) == ("Todavía no leído", False)
