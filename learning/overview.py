"""The coordinator's overview: who is qualified, what is due, what each lacks; and what to do.

It joins the room of certificates to the room of courses: whoever lacks a course is offered it in
one step. Filters stand in the address, and tell of no person.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from certification import api as certification
from certification.api import Scheme, Standing, roster
from courses import api as courses
from office import sheets, workbooks
from people import api as people
from people.api import Team, User

MOST_ROWS = 5000  # of a table that is handed over


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to."""

    scheme: Scheme | None = None
    team: Team | None = None
    where: str = ""

    @property
    def where_in_words(self) -> str:
        return roster.Where(self.where).label if self.where else ""


@dataclass(frozen=True)
class Row:
    """One person in one scheme. `lacks` in words; `courses` can be offered."""

    standing: Standing
    title: str
    state: str
    lacks: list[str]

    @property
    def valid_until(self) -> date | None:
        return self.standing.valid_until


STATES = {
    "none": lambda: _("On the way"),
    "valid": lambda: _("Qualified"),
    "extended": lambda: _("Qualified, with more time"),
    "grace": lambda: _("In the time after the last day"),
    "late": lambda: _("Late"),
    "lapsed": lambda: _("Lapsed"),
    "revoked": lambda: _("Taken back"),
}


def may_see(by: User, on: date) -> bool:
    return people.may(by, "see", "overview", on)


def standings(by: User, asked: Asked, *, on: date):
    where = roster.Where(asked.where) if asked.where else None
    return roster.standings(by, on=on, scheme=asked.scheme, team=asked.team, where=where)


def rows(by: User, found: Iterable[Standing], language: str) -> list[Row]:
    """In the order they come in; a fixed number of statements."""
    found = list(found)
    titles = certification.titles_of({each.scheme for each in found}, language)
    lacking = roster.lacking(found, language, to=by)
    return [
        Row(
            standing=each,
            title=titles[each.scheme_id],
            state=STATES[each.credential](),
            lacks=[line.title for line in lacking[each.pk]],
        )
        for each in found
    ]


# --- taken along
def table(by: User, asked: Asked, *, on: date, language: str) -> Iterator[list]:
    """Rows for a spreadsheet."""
    found = standings(by, asked, on=on)[:MOST_ROWS]
    for row in rows(by, found, language):
        yield [
            row.standing.person.name,
            row.title,
            row.state,
            row.valid_until.isoformat() if row.valid_until else "",
            "; ".join(row.lacks),
        ]


def headers() -> list[str]:
    return [_("Name"), _("Certificate"), _("State"), _("Last day"), _("Still missing")]


def as_csv(by: User, asked: Asked, *, on: date, language: str) -> Iterator[bytes]:
    return sheets.write_csv(headers(), table(by, asked, on=on, language=language))


def as_xlsx(by: User, asked: Asked, *, on: date, language: str) -> bytes:
    lines = table(by, asked, on=on, language=language)
    return workbooks.write(headers(), lines, title=_("Overview"))


# --- doing
def offer_missing(by: User, keys: Iterable[int], *, at: datetime) -> int:
    """Offer each of these people the courses that they lack; how many offers now stand."""
    chosen = list(roster.standings(by, on=by.day(at)).filter(pk__in=list(keys)))
    missing = roster.missing_courses(chosen)
    slugs = {slug for each in missing.values() for slug in each}
    known = {course.slug: course for course in courses.Course.objects.filter(slug__in=slugs)}
    return sum(
        _offered(known[slug], row.person, by, at)
        for row in chosen
        for slug in missing[row.pk]
        if slug in known
    )


def _offered(course, person: User, by: User, at: datetime) -> bool:
    try:
        courses.assign(course, to=person, by=by, at=at)
    except (courses.CourseClosed, courses.NotAllowed):
        return False
    return True


def put_on_path(by: User, scheme: Scheme, whom: Iterable[User], *, at: datetime) -> int:
    """How many people are on it now. Raises certification.NotOpen."""
    count = 0
    for person in whom:
        certification.join(person, scheme, how=certification.How.ASSIGNED, by=by, at=at)
        count += 1
    return count
