"""Topics in words, as an editor named them; minutes of a course by topic."""

from collections.abc import Mapping
from dataclasses import dataclass

from courses import shape
from courses.models import Topic
from courses.models.topic import said
from courses.outline import Outline


@dataclass(frozen=True)
class TopicMinutes:
    """Whole minutes for one topic. One that has no name here is called by its code."""

    code: str
    name: str
    lang: str
    minutes: int


def named(outline: Outline, language: str) -> list[TopicMinutes]:
    """What the course counts for, as it is today; no statement where it counts for no topic."""
    return in_words(shape.topic_minutes(outline.lessons), language)


def offered(language: str) -> list[tuple[str, str]]:
    """Code and name of each topic of this site, by name. One statement."""
    rows = [(topic.code, said(topic.names, language)[0]) for topic in Topic.objects.all()]
    return sorted(((code, name or code) for code, name in rows), key=lambda row: row[1].casefold())


def in_words(topics: Mapping[str, int], language: str) -> list[TopicMinutes]:
    """Of any minutes by code, the most first. One statement, or none."""
    if not topics:
        return []
    names = {
        topic.code: said(topic.names, language) for topic in Topic.objects.filter(code__in=topics)
    }
    rows = [
        TopicMinutes(code, *names.get(code, (code, "")), minutes=minutes)
        for code, minutes in topics.items()
    ]
    return sorted(rows, key=lambda row: (-row.minutes, row.code))
