"""A row for each page and language: counted anew, never up, and made again at any time."""

import pytest

from courses.languages import summary
from courses.models import Change, LessonPage, PageInLanguage
from tests.courses.builders import make_course
from tests.courses.languages.changing import blocks, summed, with_words
from tests.courses.test_cost import statements

OTHER = "<p>Call 999.</p>"


def test_what_is_translated_is_current(lesson):
    row = summed(lesson)
    assert (row.kind, row.title, row.page_id) == ("lesson", lesson.title, lesson.pk)
    assert row.strings == row.current and row.is_live and row.source_at and row.translated_at
    french = PageInLanguage.objects.get(page_key=lesson.translation_key, language="fr")
    assert french.strings == french.new == row.strings and not french.is_live
    assert not PageInLanguage.objects.filter(language="en").exists()


def test_a_publication_counts_what_changed(lesson, publish, eve):
    page = publish(lesson, "safety", by=eve, body=with_words(lesson, 1, OTHER))
    row = summed(page)
    assert (row.changed, row.safety, row.meaning, row.strings - row.current) == (1, 1, 0, 1)


def test_saving_a_string_counts_it(lesson, publish, translate, eve):
    page = publish(lesson, "safety", by=eve, body=with_words(lesson, 1, OTHER))
    translate(page, blocks(page)[1])
    row = summed(page)
    assert row.current == row.strings and not row.safety


def test_withdrawing_it_is_seen(lesson, after_commit):
    with after_commit():
        lesson.unpublish()
    assert not summed(lesson).is_live


def test_what_is_deleted_leaves_no_row(lesson, publish, eve, after_commit):
    page = publish(lesson, "safety", by=eve, body=with_words(lesson, 1, OTHER))
    with after_commit():
        page.delete()
    assert not PageInLanguage.objects.filter(page_key=page.translation_key).exists()
    assert not Change.objects.exists()


def test_all_rows_can_be_made_anew(lesson):
    before = list(PageInLanguage.objects.order_by("page_key", "language").values())
    PageInLanguage.objects.all().delete()
    summary.rebuild()
    after = list(PageInLanguage.objects.order_by("page_key", "language").values())
    assert [row | {"id": 0} for row in before] == [row | {"id": 0} for row in after]


@pytest.mark.parametrize("lessons", [2, 8])
def test_more_pages_cost_no_more_statements(db, lessons):
    make_course(lessons=lessons)
    keys = list(LessonPage.objects.values_list("translation_key", flat=True))
    assert len(statements(lambda: summary.refresh(keys))) <= 17


def test_where_a_language_has_no_rows_they_are_made(lesson):
    """After an update, and for a language that was just added."""
    PageInLanguage.objects.filter(language="fr").delete()
    for _twice in range(2):
        summary.see_to_it()
    french = PageInLanguage.objects.filter(language="fr", page_key=lesson.translation_key)
    assert french.count() == 1
    assert not PageInLanguage.objects.filter(language="en").exists()
