"""Taking a pack in: once, in every language, and never over what people did here."""

from uuid import uuid5

import pytest
from django.core.files.storage import default_storage
from wagtail.models import Page, PageLogEntry, Revision
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from courses import packs
from courses.models import Course, CoursePage, LessonPage, ModulePage, PackedPage
from courses.packs.loaded import LEFT
from office.models import Picture
from tests.courses.builders import make_course
from tests.courses.packs import small

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(tmp_path, monkeypatch):
    monkeypatch.setattr(default_storage._wrapped, "_location", str(tmp_path / "media"))
    default_storage._wrapped.__dict__.pop("base_location", None)
    default_storage._wrapped.__dict__.pop("location", None)


def lesson(language="en", slug="door"):
    return LessonPage.objects.get(locale__language_code=language, slug=slug)


def rewrite(folder, name, old, new):
    """A writer changes a line, and the translators' files follow."""
    small.change(folder, name, old, new)
    packs.write_messages(folder)


def traces():
    """Everything that an import could write, counted and dated."""
    kinds = (Revision, PageLogEntry, StringTranslation, TranslationSource, Picture, PackedPage)
    counts = [kind.objects.count() for kind in kinds]
    dates = list(Page.objects.order_by("pk").values_list("latest_revision_created_at", "path"))
    return counts, dates, list(StringTranslation.objects.values_list("updated_at", flat=True))


def test_a_course_stands_in_all_its_languages(in_all_languages):
    packs.load(in_all_languages)
    course = Course.objects.get(slug="small-steps")
    assert (course.source_locale, course.audience) == ("en", "members")
    paths = Page.objects.live().filter(slug__in=["small-steps", "first", "door", "window"])
    assert paths.count() == 16
    assert not Page.objects.exclude(alias_of=None).exists()
    assert lesson("es").url_path == "/es/courses/small-steps/first/door/"
    assert lesson("ar").title == "ar The door"


def test_rich_text_keeps_its_marks_in_translation(translated):
    packs.load(translated)
    page = CoursePage.objects.get(locale__language_code="es")
    assert '<a href="https://example.org/">more</a>' in page.intro
    assert "es Come in &amp; <b>sit down</b>" in page.intro


def test_ids_are_equal_in_all_languages_and_on_every_site(translated):
    packs.load(translated)
    blocks = [[block.id for block in lesson(code).body] for code in ("en", "es")]
    assert blocks[0] == blocks[1]
    assert blocks[0][0] == str(uuid5(_key(), "first/door#why"))
    options = lesson("es").body[3].value["options"].bound_blocks
    assert options[1].id == str(uuid5(_key(), "first/door#choice.ask"))


def _key():
    return Course.objects.get(slug="small-steps").translation_key


def test_the_right_answer_is_right_in_every_language(translated):
    packs.load(translated)
    for language in ("en", "es"):
        options = lesson(language).body[3].value["options"]
        assert [option["is_right"] for option in options] == [False, True]


def test_editors_see_filled_segments(translated):
    packs.load(translated)
    for translation in Translation.objects.all():
        total, done = translation.get_progress()
        assert total == done > 0


def test_a_second_import_writes_nothing(translated):
    packs.load(translated)
    before = traces()
    done = packs.load(translated)
    assert traces() == before
    assert not done.has_changes


def test_a_second_import_asks_little(translated, django_assert_max_num_queries):
    packs.load(translated)
    with django_assert_max_num_queries(12):
        packs.load(translated)


def test_only_the_changed_page_is_written(translated):
    packs.load(translated)
    rewrite(translated, "first/window.md", "Light comes in.", "Light and air come in.")
    done = packs.load(translated)
    assert {path for path, what in done.pages.items() if what == "changed"} >= {"first/window"}
    assert "Light and air" in str(lesson("en", "window").body[0].value)
    assert lesson("en").revisions.count() == 1


def test_a_language_that_lacks_a_text_stays_a_draft(folder):
    packs.write_messages(folder)
    small.translate(folder, "es")
    small.translate(folder, "fr", but=("first/window#light.text",))
    done = packs.load(folder)
    assert (done.live, done.drafts) == (["es"], ["ar", "fr"])
    assert lesson("es").live
    assert not lesson("fr").live
    assert any("“fr” lacks 1 of 21" in remark for remark in done.remarks)


def test_a_language_goes_live_once_it_is_complete(folder):
    packs.write_messages(folder)
    packs.load(folder)
    small.translate(folder, "es")
    packs.load(folder)
    assert lesson("es").live
    assert lesson("es").title == "es The door"
    assert lesson("en").revisions.count() == 1


def test_a_live_language_stays_live_when_the_source_moves_on(translated):
    packs.load(translated)
    rewrite(translated, "first/window.md", "Light comes in.", "Air comes in.")
    packs.load(translated)
    assert lesson("es", "window").live
    assert "es Light comes in." in str(lesson("es", "window").body[0].value)


def test_what_was_edited_here_is_kept_and_what_they_changed_comes(translated):
    packs.load(translated)
    page = lesson("en", "window")
    page.title = "Our window"
    page.save_revision().publish()
    rewrite(translated, "first/window.md", "Light comes in.", "Air comes in.")
    packs.load(translated)
    assert lesson("en", "window").title == "Our window"
    assert "Air comes in." in str(lesson("en", "window").body[0].value)
    done = packs.load(translated)
    assert done.pages["first/window"] == "unchanged"


def test_a_page_that_only_we_edited_is_left_and_named(translated):
    packs.load(translated)
    page = lesson("en", "window")
    page.title = "Our window"
    page.save_revision().publish()
    done = packs.load(translated)
    assert (done.pages["first/window"], lesson("en", "window").title) == (LEFT, "Our window")
    assert "“Our window” was edited here since the last import." in done.remarks


def test_a_draft_here_does_not_go_live_by_an_import(translated):
    packs.load(translated)
    page = lesson("en", "window")
    page.title = "Not yet"
    page.save_revision()
    rewrite(translated, "first/window.md", "Light comes in.", "Air comes in.")
    packs.load(translated)
    assert lesson("en", "window").title == "The window"
    assert "Light comes in." in str(lesson("en", "window").body[0].value)


def test_a_text_translated_here_is_kept(translated, eve):
    packs.load(translated)
    row = StringTranslation.objects.get(data="es Light comes in.")
    row.data, row.tool_name, row.last_translated_by = "Entra la luz.", "", eve
    row.save()
    small.change(translated, "locale/es.po", "es Light comes in.", "es Other light.")
    done = packs.load(translated)
    row.refresh_from_db()
    assert row.data == "Entra la luz."
    assert any("keeps 1 texts translated here" in remark for remark in done.remarks)


def test_a_page_removed_here_does_not_come_back(translated):
    packs.load(translated)
    Page.objects.get(pk=lesson("en", "window").pk).delete()
    done = packs.load(translated)
    assert not LessonPage.objects.filter(locale__language_code="en", slug="window").exists()
    assert "“The window” was removed here." in done.remarks


def test_a_lesson_withdrawn_here_stays_withdrawn(translated):
    packs.load(translated)
    lesson("en", "window").unpublish()
    rewrite(translated, "first/window.md", "Light comes in.", "Air comes in.")
    done = packs.load(translated)
    assert not LessonPage.objects.live().filter(slug="window").exists()
    assert "“The window” was withdrawn here." in done.remarks


def test_a_translation_withdrawn_here_stays_withdrawn(translated):
    packs.load(translated)
    lesson("es", "window").unpublish()
    small.change(translated, "locale/es.po", "es Light comes in.", "es Other light.")
    packs.load(translated)
    assert not lesson("es", "window").live
    assert lesson("en", "window").live


def test_a_lesson_gone_from_the_pack_stays_and_is_named(translated):
    packs.load(translated)
    small.change(translated, "first/module.md", "[door, window]", "[door]")
    (translated / "first/window.md").unlink()
    packs.write_messages(translated)
    done = packs.load(translated)
    assert lesson("en", "window").live
    assert any("no longer in the pack" in remark for remark in done.remarks)


def test_lessons_take_the_order_of_the_pack_in_every_language(translated):
    packs.load(translated)
    rewrite(translated, "first/module.md", "[door, window]", "[window, door]")
    packs.load(translated)
    for module in ModulePage.objects.all():
        slugs = module.get_children().values_list("slug", flat=True)
        assert list(slugs) == ["window", "door"]


def test_the_same_drawing_is_one_picture(translated):
    packs.load(translated)
    assert Picture.objects.count() == 1
    small.put(translated, "media/door.svg", small.DRAWING.replace("9z", "8z"))
    packs.load(translated)
    assert Picture.objects.count() == 2
    assert lesson("es").body[2].value["image"] == Picture.objects.latest("pk")


def test_who_may_read_is_decided_here_after_the_first_import(translated):
    packs.load(translated)
    Course.objects.update(audience="assigned")
    rewrite(translated, "course.md", "title: Small steps", "title: Smaller steps")
    packs.load(translated)
    assert Course.objects.get().audience == "assigned"


def test_a_taken_address_refuses_the_pack_whole(translated, course):
    Course.objects.filter(pk=course.pk).update(slug="small-steps")
    with pytest.raises(packs.PackRefused, match="taken by another course"):
        packs.load(translated)
    assert not CoursePage.objects.filter(slug="small-steps").exists()


def test_a_broken_pack_writes_nothing(translated):
    small.change(translated, "first/door.md", "- [x]", "- [ ]")
    with pytest.raises(packs.PackRefused, match=r"first/door\.md:24"):
        packs.load(translated)
    assert not Course.objects.exists()


def test_a_language_the_site_lacks_is_named(translated):
    small.put(translated, "locale/uk.po", (translated / "locale/es.po").read_text())
    done = packs.load(translated)
    assert "This site does not have the language “uk”; it was left out." in done.remarks


def test_the_shape_of_a_course_comes_with_it(translated):
    small.change(
        translated,
        "course.md",
        "modules: [first]",
        "modules: [first]\nin_order: true\ncredits_parts: true\nneeded: {a: 2}"
        "\ncomes_first: [gone]",
    )
    small.change(translated, "first/module.md", "title: First", "title: First\noptional: true")
    small.change(translated, "first/door.md", "minutes: 3", "minutes: 3\ntopics: {ethics: 2}")
    done = packs.load(translated)
    for language in ("en", "es"):
        page = CoursePage.objects.get(locale__language_code=language)
        assert (page.in_order, page.credits_modules, page.needed_a) == (True, True, 2)
        assert ModulePage.objects.get(locale__language_code=language).is_optional
        (row,) = lesson(language).topics.raw_data
        assert dict(row["value"]) == {"topic": "ethics", "minutes": 2}
    assert any("“gone” comes first" in remark for remark in done.remarks)
    assert not packs.load(translated).has_changes


def test_another_course_that_comes_first_is_known_by_its_key(folder):
    first = make_course("before", lessons=1)
    small.change(folder, "course.md", "modules: [first]", "modules: [first]\ncomes_first: [before]")
    packs.load(folder)
    page = CoursePage.objects.get(slug="small-steps")
    assert page.comes_first == [str(first.translation_key)]


def test_a_circle_of_courses_is_refused(folder):
    first = make_course("before", lessons=1)
    page = CoursePage.objects.get(slug="before")
    page.comes_first = [small.KEY]
    page.save_revision().publish()
    assert Course.objects.get(slug="before") == first
    small.change(folder, "course.md", "modules: [first]", "modules: [first]\ncomes_first: [before]")
    with pytest.raises(packs.PackRefused, match="comes after this one"):
        packs.load(folder)
