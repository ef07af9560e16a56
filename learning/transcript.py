"""The record of what somebody finished: to read, as a file to print, and as a table.

It holds what its person chooses to show others: the name they are called by, never the legal one,
and how each result is known. Only its person gets it; no address names anybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses import api as courses
from courses.api import Finished
from office import organisation, pdf, sheets

KNOWN = {
    "graded": gettext_lazy("Answers marked by the site"),
    "attested": gettext_lazy("Confirmed by a person"),
    "reported": gettext_lazy("Marked as done"),
}


@dataclass(frozen=True)
class Entry:
    """One finished course, in words. `title_in` names the title's language, where it is another."""

    title: str
    lang: str
    title_in: str
    day: date
    minutes: int
    in_minutes: str
    topics: list[str]
    known: str
    languages: str


@dataclass(frozen=True)
class Record:
    name: str
    organisation: str
    day: date  # on which it was made
    entries: list[Entry]

    @property
    def total(self) -> str:
        return minutes_in_words(sum(entry.minutes for entry in self.entries))


def record_of(person, language: str, *, at: datetime) -> Record:
    """Of one person, for themselves. Days are those where the person is."""
    done = courses.finished(person, language)
    used = courses.languages_used(done)
    codes = dict.fromkeys((code for each in done for code in each.topics), 0)
    names = {topic.code: topic.name for topic in courses.topics_in_words(codes, language)}
    return Record(
        name=person.name,
        organisation=organisation.current().name,
        day=person.day(at),
        entries=[
            _entry(
                each,
                used.get(each.enrolment_id, []),
                language,
                day=person.day(each.completed_at),
                names=names,
            )
            for each in done
        ],
    )


def _entry(
    each: Finished, used: list[str], language: str, *, day: date, names: dict[str, str]
) -> Entry:
    return Entry(
        title=each.title,
        lang=each.lang,
        title_in=name_of(each.lang) if each.lang not in ("", language) else "",
        day=day,
        minutes=each.minutes,
        in_minutes=minutes_in_words(each.minutes),
        topics=[
            _("%(topic)s: %(minutes)s")
            % {"topic": names[code], "minutes": minutes_in_words(minutes)}
            for code, minutes in each.topics.items()
        ],
        known=known_in_words(each.known_by),
        languages=", ".join(name_of(code) for code in used),
    )


def minutes_in_words(minutes: int) -> str:
    words = ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    return words if minutes else ""


def known_in_words(known_by: str) -> str:
    return str(KNOWN.get(known_by, ""))


def name_of(code: str) -> str:
    """The language by its own name."""
    return dict(settings.LANGUAGES).get(code, code)


def as_pdf(record: Record) -> bytes:
    """Raises `office.pdf.NoPdf` where the site can make none."""
    return pdf.render(render_to_string("learning/record_sheet.html", {"record": record}))


def as_csv(record: Record) -> Iterator[bytes]:
    titles = [
        _("Course"),
        _("Finished"),
        _("Minutes"),
        _("Topics"),
        _("How this is known"),
        _("Language"),
    ]
    rows = (
        [e.title, e.day.isoformat(), e.minutes, "; ".join(e.topics), e.known, e.languages]
        for e in record.entries
    )
    return sheets.write_csv(titles, rows)
