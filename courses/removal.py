"""Taking pages off: those with records are archived, the others may go in every language."""

from django.utils import timezone
from wagtail.models import Page

from courses.models import Attempt, Course, CoursePage, Enrolment, LessonPage


def has_records(page: Page) -> bool:
    """Somebody is enrolled on this course, or left an attempt in a lesson at or below this page."""
    below = LessonPage.objects.descendant_of(page, inclusive=True).values("translation_key")
    if Attempt.objects.filter(lesson_key__in=below).exists():
        return True
    keys = CoursePage.objects.filter(pk=page.pk).values("translation_key")
    return Enrolment.objects.filter(course__translation_key__in=keys).exists()


def archive(page: Page, *, at=None) -> None:
    """Withdraw it in every language; a course also stops taking learners."""
    for each in [page, *page.get_translations()]:
        if each.live:
            each.specific.unpublish()
    Course.objects.filter(translation_key=page.translation_key, archived_at=None).update(
        archived_at=at or timezone.now()
    )
