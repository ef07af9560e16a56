"""Rows of a form: a topic with its minutes, a course of a pathway. They keep codes and keys, which
are equal in all languages and on every site; the choices are asked for when a form is drawn."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LONGEST = 600  # minutes


def topic_choices() -> list[tuple[str, str]]:
    from courses.models import Topic  # noqa: PLC0415  models are made of these blocks

    return [(topic.code, str(topic)) for topic in Topic.objects.all()]


def course_choices() -> list[tuple[str, str]]:
    """Courses that are not archived: key and title, in the editor's language where there is one."""
    from courses.models import Course  # noqa: PLC0415
    from courses.shown import last_titles  # noqa: PLC0415

    courses = list(Course.objects.filter(archived_at=None).order_by("slug"))
    titles = last_titles(courses, get_language() or "")
    return [(str(key), titles.get(key, (slug,))[0]) for key, slug in _keys(courses)]


def _keys(courses) -> list:
    return [(course.translation_key, course.slug) for course in courses]


class TopicMinutes(blocks.StructBlock):
    topic = blocks.ChoiceBlock(choices=topic_choices, label=_("Topic"))
    minutes = blocks.IntegerBlock(min_value=1, max_value=LONGEST, label=_("Minutes"))

    class Meta:
        icon = "tag"
        label = _("Topic")


class TopicRows(blocks.StreamBlock):
    topic = TopicMinutes()


class PathwaySteps(blocks.StreamBlock):
    course = blocks.ChoiceBlock(choices=course_choices, label=_("Course"))
