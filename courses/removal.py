"""Taking pages off: those with records are archived, the others may go in every language."""

from django.utils import timezone
from wagtail.models import Page

from courses.models import Attempt, Course, CoursePage, Enrolment, LessonPage
from courses.models.pages import KINDS


def has_records(page: Page) -> bool:
    """Somebody is on a course, or left an attempt in a lesson, that stands at or below this page.

    They hang on the page in the source language, so a translation alone may go.
    """
    if isinstance(page, KINDS) and not page.is_source():
        return False
    below = LessonPage.objects.descendant_of(page, inclusive=True).values("translation_key")
    courses = CoursePage.objects.descendant_of(page, inclusive=True).values("translation_key")
    return (
        Attempt.objects.filter(lesson_key__in=below).exists()
        or Enrolment.objects.filter(course__translation_key__in=courses).exists()
    )


def archive(page: Page, *, at=None) -> None:
    """Withdraw it in every language; a course also stops taking learners."""
    for each in [page, *page.get_translations()]:
        if each.live:
            each.specific.unpublish()
    Course.objects.filter(translation_key=page.translation_key, archived_at=None).update(
        archived_at=at or timezone.now()
    )
