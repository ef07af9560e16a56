"""Which steps stand before the publication of a page."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from courses.models import Course, CoursePage, ReviewRule
from courses.models.pages import COURSE_PATH
from courses.models.review import LanguageTask, LivedExperienceTask, PublishTask
from office import audit

LIVED, LANGUAGE, PUBLISH = LivedExperienceTask.step, LanguageTask.step, PublishTask.step
NOTHING: frozenset[str] = frozenset()


def course_of(page) -> Course | None:
    """The course that this page belongs to, with its rule; one statement."""
    root = CoursePage.objects.filter(path=page.path[:COURSE_PATH]).values("translation_key")
    found = Course.objects.filter(translation_key__in=root)
    return found.select_related("review_rule").first()


def rule_of(course: Course) -> ReviewRule:
    """As it is kept, or as it is where nothing is."""
    return getattr(course, "review_rule", None) or ReviewRule(course=course)


def wanted(page) -> frozenset[str]:
    """The steps before publishing that the page's course wants; none where there is no course."""
    course = course_of(page)
    return wanted_by(course, page.locale.language_code) if course else NOTHING


def wanted_by(course: Course, language: str) -> frozenset[str]:
    """Who has lived it reads the source; a translation of it is read for its language."""
    rule = rule_of(course)
    lived = rule.lived_experience and language == course.source_locale
    return frozenset({LIVED} if lived else ()) | frozenset({LANGUAGE} if rule.language else ())


@transaction.atomic
def keep_rule(
    course: Course, *, lived_experience: bool, language: bool, by, at: datetime | None = None
) -> ReviewRule:
    values = {"lived_experience": lived_experience, "language": language}
    rule, _is_new = ReviewRule.objects.update_or_create(course=course, defaults=values)
    where = {"object_kind": "courses.course", "object_key": course.pk}
    audit.note("changed review", by=by, at=at or timezone.now(), **where)
    return rule


def keys_of(paths) -> dict[str, UUID]:
    """The course's key by the beginning of its pages' paths; one statement."""
    found = CoursePage.objects.filter(path__in={path[:COURSE_PATH] for path in paths})
    return dict(found.values_list("path", "translation_key"))
