"""What a reader of a translation is told of a change in the source, and in which language they read
what is not translated."""

import re
import uuid

import pytest
from django.utils import timezone

from courses.models import Change, Course, ModulePage
from tests.conftest import come_in
from tests.courses.builders import (
    lesson_page,
    make_course,
    option,
    question,
    question_of,
    source_pages,
    text,
    translate,
)
from tests.courses.test_cost import forget, statements
from tests.courses.test_lesson import LESSON, read

FRENCH = LESSON.replace("/en/", "/fr/")
OLDER = "changé"
MEANING = re.compile(r'class="changed" role="note"')


@pytest.fixture
def french(course):
    translate(course, "fr")
    page = lesson_page(course, language="fr")
    raw = list(page.body.raw_data)
    raw[1]["value"]["prompt"] = "<p>Qu’est-ce qui aide\u00a0?</p>"
    page.body = raw
    page.save_revision().publish()
    return course


def change(course, severity, *, field="body", place=0, page=None, language="fr"):
    """The row that a publication leaves, and the new edition that comes with it."""
    page = page or lesson_page(course)
    block = f"{field}.{getattr(page, field).raw_data[place]['id']}" if field == "body" else field
    row = Change.objects.create(
        page_key=page.translation_key,
        language=language,
        block=block,
        severity=severity,
        since=timezone.now(),
        old="Old words.",
    )
    Course.objects.filter(pk=course.pk).update(edition=uuid.uuid4())
    return row


def part_with(page, words):
    """The element that the words stand in: its language and direction."""
    return re.search(rf'<div lang="(\w+)" dir="(\w+)">[^<]*<p[^>]*>{re.escape(words)}', page)


# --- meaning, safety, wording
def test_a_change_of_meaning_keeps_the_translation_and_puts_the_source_beside_it(
    client, ana, french
):
    change(french, "meaning")
    client.force_login(ana)
    page = read(client, FRENCH)
    assert part_with(page, "fr: Words of lesson 1.").groups() == ("fr", "ltr")
    beside = page[page.index("changed__words") :]
    assert part_with(beside, "Words of lesson 1.").groups() == ("en", "ltr")
    assert page.index("changed__told") < page.index("fr: Words of lesson 1.")


def test_a_matter_of_safety_puts_the_source_in_place_of_the_translation(client, ana, french):
    change(french, "safety")
    client.force_login(ana)
    page = read(client, FRENCH)
    assert "fr: Words of lesson 1." not in page
    assert part_with(page, "Words of lesson 1.").groups() == ("en", "ltr")
    assert len(MEANING.findall(page)) == 1 and "changed__words" not in page


def test_the_words_that_we_add_to_it_are_in_the_sources_language_too(client, ana):
    value = {"tone": "care", "title": "Ask", "text": "<p>Ask alone.</p>"}
    body = [{"type": "callout", "id": str(uuid.uuid4()), "value": value}]
    course = make_course(lessons=1, body=body)
    translate(course, "fr")
    change(course, "safety")
    client.force_login(ana)
    page = read(client, FRENCH)
    assert "Take care of yourself" in page and "Prenez soin de vous" not in page


def test_of_a_change_of_wording_nothing_is_said(client, ana, french):
    change(french, "wording")
    client.force_login(ana)
    page = read(client, FRENCH)
    assert "fr: Words of lesson 1." in page and not MEANING.search(page)


def test_readers_of_the_source_and_of_other_languages_are_told_nothing(client, ana, french):
    translate(french, "ar")
    change(french, "safety")
    client.force_login(ana)
    assert not MEANING.search(read(client, LESSON))
    assert "ar: Words of lesson 1." in read(client, LESSON.replace("/en/", "/ar/"))


def test_the_source_reads_from_its_own_side_in_arabic(client, ana, course_in_arabic):
    change(course_in_arabic, "safety", language="ar")
    client.force_login(ana)
    page = read(client, LESSON.replace("/en/", "/ar/"))
    assert '<html lang="ar" dir="rtl"' in page
    assert part_with(page, "Words of lesson 1.").groups() == ("en", "ltr")


@pytest.mark.parametrize("severity", ["meaning", "safety"])
def test_a_changed_question_can_be_answered_and_the_lesson_done(
    client, ana, french, severity, django_capture_on_commit_callbacks
):
    from courses.joining import enrol  # noqa: PLC0415

    change(french, severity, place=1)
    on_it = enrol(ana, french, by=ana)
    client.force_login(ana)
    page = read(client, FRENCH)
    assert MEANING.search(page)
    block = question_of(lesson_page(french))
    assert str(option(block, 1)) in page and "On Offering a choice." not in page
    address = FRENCH.replace("/courses/", "/courses/-/")
    sent = {"attempt": str(uuid.uuid4()), "option": str(option(block, 1))}
    client.post(f"{address}answer/{block['id']}/", sent)
    client.post(f"{address}done/", {"attempt": str(uuid.uuid4())})
    assert on_it.progress.get(lesson_key=lesson_page(french).translation_key).done_at


def test_the_source_of_a_question_tells_no_more_than_the_question(client, ana, french):
    change(french, "meaning", place=1)
    client.force_login(ana)
    page = read(client, FRENCH)
    assert "On Offering a choice." not in page and page.count("Offering a choice") == 2


def test_a_part_behind_a_note_stays_behind_it(client, ana):
    paragraph = {"type": "text", "id": str(uuid.uuid4()), "value": "<p>A hard thing.</p>"}
    other = {"type": "text", "id": str(uuid.uuid4()), "value": "<p>A soft thing.</p>"}
    value = {"note": "Violence", "parts": [paragraph], "instead": [other]}
    noted = {"type": "noted", "id": str(uuid.uuid4()), "value": value}
    course = make_course("noted", lessons=1, body=[noted])
    translate(course, "fr")
    page = lesson_page(course, language="fr")
    raw = list(page.body.raw_data)
    raw[0]["value"]["parts"][0]["value"] = "<p>Une chose dure.</p>"
    page.body = raw
    page.save_revision().publish()
    change(course, "meaning")
    client.force_login(ana)
    shown = read(client, "/fr/courses/noted/first/l1/")
    outside = re.sub(r"(?s)<details.*</details>", "", shown)
    assert "A hard thing." in shown and "A hard thing." not in outside


# --- titles and the like
def test_a_title_that_is_a_matter_of_safety_is_the_sources(client, ana, french):
    change(french, "safety", field="title")
    client.force_login(ana)
    page = read(client, FRENCH)
    assert '<h1 lang="en" dir="auto">Lesson 1 title</h1>' in page and MEANING.search(page)


def test_a_title_with_another_meaning_stands_with_the_new_one_beside_it(client, ana, french):
    change(french, "meaning", field="title")
    client.force_login(ana)
    page = read(client, FRENCH)
    assert '<h1 lang="fr" dir="auto">fr: Lesson 1 title</h1>' in page
    assert "<p>Lesson 1 title</p>" in page


def test_a_summary_that_is_a_matter_of_safety_is_the_sources_in_its_language(client, ana, french):
    source = source_pages(french, ModulePage)[0]
    source.summary = "New and safe."
    source.save_revision().publish()
    twin = source.get_translations().get().specific
    twin.summary = "Ancien."
    twin.save_revision().publish()
    change(french, "safety", field="summary", page=source)
    client.force_login(ana)
    page = read(client, "/fr/courses/listening/first/")
    assert '<p class="lead" lang="en" dir="auto">New and safe.</p>' in page
    assert "Ancien." not in page


# --- what was kept of it
def test_a_row_that_goes_is_gone_from_the_page(client, ana, french):
    row = change(french, "safety")
    client.force_login(ana)
    read(client, FRENCH)
    row.delete()
    Course.objects.filter(pk=french.pk).update(edition=uuid.uuid4())
    assert "fr: Words of lesson 1." in read(client, FRENCH)


def test_it_costs_one_statement_once_and_none_after(client, ana, french):
    change(french, "meaning")
    client.force_login(ana)
    read(client, LESSON)
    forget()
    of_source = len(statements(lambda: client.get(LESSON)))
    forget()
    assert len(statements(lambda: client.get(FRENCH))) <= of_source + 1
    client.get(LESSON)
    warm = len(statements(lambda: client.get(LESSON)))
    assert len(statements(lambda: client.get(FRENCH))) == warm


# --- what is not translated
def reads(person, *languages):
    person.languages = list(languages)
    person.save()


def test_who_reads_arabic_before_english_gets_the_arabic(client, ana, course_in_arabic):
    reads(ana, "fr", "ar", "en")
    client.force_login(ana)
    page = read(client, FRENCH)
    assert '<html lang="fr"' in page and 'lang="ar" dir="rtl"' in page
    assert "ar: Words of lesson 1." in page and "not_translated" not in page


def test_who_reads_english_before_arabic_gets_the_source(client, ana, course_in_arabic):
    reads(ana, "fr", "en", "ar")
    client.force_login(ana)
    page = read(client, FRENCH)
    assert "ar: Words" not in page and '<h1 lang="en"' in page


def test_one_reader_never_gets_what_was_kept_for_another(client, ana, bo, course_in_arabic):
    reads(ana, "fr", "ar")
    reads(bo, "fr", "en")
    for person, is_arabic in ((ana, True), (bo, False), (ana, True)):
        come_in(client, person)
        assert ("ar: Words of lesson 1." in read(client, FRENCH)) == is_arabic


def test_a_language_that_is_not_open_here_is_read_by_nobody(
    client, ana, course_in_arabic, monkeypatch
):
    reads(ana, "fr", "ar")
    monkeypatch.setattr("office.organisation.languages", lambda: [("en", "E"), ("fr", "F")])
    client.force_login(ana)
    assert "ar: Words" not in read(client, FRENCH)


def test_a_lesson_in_another_language_says_so(client, ana, course):
    client.force_login(ana)
    page = read(client, FRENCH)
    assert page.count("changed__told") == 1
    assert "changed__told" not in read(client, LESSON)


def test_a_part_that_waits_for_its_translation_is_said_once(client, ana, french):
    page = lesson_page(french)
    for each in (page, lesson_page(french, language="fr")):
        each.body = [
            *each.body.raw_data,
            *[
                text("<p>Fresh.</p>") | {"id": f"{n}" * 8 + "-1111-1111-1111-111111111111"}
                for n in (1, 2)
            ],
        ]
        each.save_revision().publish()
    client.force_login(ana)
    assert read(client, FRENCH).count("changed__told") == 1


# --- together with publishing
def test_publishing_a_meaning_and_a_safety_change_shows_exactly_that(
    client, ana, course, django_capture_on_commit_callbacks
):
    from courses.languages import declaring  # noqa: PLC0415
    from tests.courses.test_publishing import localise  # noqa: PLC0415

    page = lesson_page(course)
    page.body = [text("<p>One thing to know.</p>"), text("<p>Two things.</p>"), question()]
    page.save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        localise(course, "fr")
    client.force_login(ana)
    read(client, FRENCH)
    page = lesson_page(course)
    raw = list(page.body.raw_data)
    raw[0]["value"], raw[1]["value"] = "<p>One thing to do.</p>", "<p>Two other things.</p>"
    page.body = raw
    severities = {f"body.{raw[0]['id']}": "meaning", f"body.{raw[1]['id']}": "safety"}
    with django_capture_on_commit_callbacks(execute=True):
        revision = page.save_revision()
        declaring.declare(page, severities=severities, by=ana, at=timezone.now())
        revision.publish()
    shown = read(client, FRENCH)
    assert "fr One thing to know." in shown and "One thing to do." in shown
    assert "fr Two things." not in shown
    assert part_with(shown, "Two other things.").groups() == ("en", "ltr")
