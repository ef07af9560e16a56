"""What each figure means, where it comes from, and who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courses import api as courses
from office.few import OTHERS
from people import api as people
from supervision.api import in_minutes

MINUTES = ("minutes", "supervision_given", "supervision_owed", "practice")
TITLES = {
    "people": gettext_lazy("People in this report"),
    "trained": gettext_lazy("People who finished a course"),
    "courses": gettext_lazy("Courses finished"),
    "minutes": gettext_lazy("Time of learning"),
    "minutes_by_topic": gettext_lazy("Time of learning by topic"),
    "minutes_by_mode": gettext_lazy("Time of learning by how it was taught"),
    "begun": gettext_lazy("Paths to a certificate begun"),
    "completed": gettext_lazy("Certificates granted for the first time"),
    "renewed": gettext_lazy("Certificates renewed"),
    "lapsed": gettext_lazy("Certificates that ran out"),
    "supervision_given": gettext_lazy("Supervision given"),
    "supervision_owed": gettext_lazy("Supervision owed"),
    "sessions": gettext_lazy("Sessions of supervision"),
    "practice": gettext_lazy("Practice"),
    "languages": gettext_lazy("Languages that people read first"),
}
MEANINGS = {
    "people": gettext_lazy("Everybody who was in these teams at some time of it."),
    "trained": gettext_lazy("Each counts once, however many courses they finished."),
    "courses": gettext_lazy("Each time that somebody finished a course as a whole."),
    "minutes": gettext_lazy("Nominal time of courses finished, and of learning elsewhere."),
    "minutes_by_topic": gettext_lazy("As editors say what a course counts for; own courses only."),
    "minutes_by_mode": gettext_lazy("Own courses are taken on one’s own; others as proven."),
    "begun": gettext_lazy("By role, by choice, or because somebody put them on it."),
    "completed": gettext_lazy("When all was there for the first time."),
    "renewed": gettext_lazy("When all was there once more."),
    "lapsed": gettext_lazy("Their last day came, and they were not renewed by now."),
    "supervision_given": gettext_lazy("Each person’s own minutes, confirmed by both."),
    "supervision_owed": gettext_lazy("What was agreed, for the days on which it held."),
    "sessions": gettext_lazy("One for everybody who was there."),
    "practice": gettext_lazy("Direct work that a supervisor confirmed."),
    "languages": gettext_lazy("Fewer than five are told together, without a name."),
}
SOURCES = {
    "people": gettext_lazy("The list of people"),
    "languages": gettext_lazy("What people chose in their account"),
    **dict.fromkeys(
        ("trained", "courses", "minutes", "minutes_by_topic", "minutes_by_mode"),
        gettext_lazy("Records of learning"),
    ),
    **dict.fromkeys(
        ("begun", "completed", "renewed", "lapsed"), gettext_lazy("Certificates and their paths")
    ),
    **dict.fromkeys(
        ("supervision_given", "sessions", "practice"), gettext_lazy("Hours that were confirmed")
    ),
    "supervision_owed": gettext_lazy("Agreements on supervision"),
}
WAYS = {
    "self_paced": gettext_lazy("On one’s own"),
    "in_person": gettext_lazy("In one room"),
    "live_online": gettext_lazy("Live, online"),
}


@dataclass(frozen=True)
class Figure:
    """`value` in words, or `parts` as (name, words); a number for a spreadsheet beside it."""

    code: str
    title: str
    value: str
    number: int | None
    parts: list[tuple[str, str, int]]
    means: str
    source: str

    @property
    def seen_by(self) -> str:
        return _("Whoever coordinates, and those to whom this report is given")


def shown(figures: Mapping) -> list[Figure]:
    """In the language of the moment, in the order of the table above."""
    return [_figure(code, figures[code]) for code in TITLES if code in figures]


def _figure(code: str, value) -> Figure:
    is_counts = isinstance(value, dict)
    return Figure(
        code=code,
        title=str(TITLES[code]),
        value="" if is_counts else _words(code, value),
        number=None if is_counts else value,
        parts=_parts(code, value) if is_counts else [],
        means=str(MEANINGS[code]),
        source=str(SOURCES[code]),
    )


def _words(code: str, value: int) -> str:
    return in_minutes(value) if code in MINUTES else str(value)


def _parts(code: str, counts: dict) -> list[tuple[str, str, int]]:
    if code == "minutes_by_topic":
        rows = courses.topics_in_words(counts, get_language() or "")
        return [(row.name, in_minutes(row.minutes), row.minutes) for row in rows]
    if code == "minutes_by_mode":
        names = {key: str(WAYS.get(key, key)) for key in counts}
        return [(names[key], in_minutes(n), n) for key, n in counts.items()]
    told = [(people.language_name(key), str(n), n) for key, n in counts.items() if key != OTHERS]
    told.sort(key=lambda each: each[0].casefold())
    others = counts.get(OTHERS)
    return [*told, (_("Other languages"), str(others), others)] if others else told
