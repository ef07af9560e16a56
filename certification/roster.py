"""Who stands where, for whoever coordinates them: by scheme, by team, by what comes next.

Read from what was last worked out; nobody is put above anybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from certification import schemes
from certification.asked import all_in, by_id
from certification.in_words.lines import title_of
from certification.models import Scheme, Standing
from certification.rules.requirements import CourseDone, Requirement
from certification.rules.scheme import Version
from courses import api as courses
from people.api import RoleHeld, coordinated_by


class Where(models.TextChoices):
    """What a list is narrowed to; the days are those until the last day of what they hold."""

    QUALIFIED = "qualified", _("Qualified")
    DUE_30 = "due-30", _("To renew within 30 days")
    DUE_60 = "due-60", _("To renew within 60 days")
    DUE_90 = "due-90", _("To renew within 90 days")
    LATE = "late", _("In the time after the last day")
    LAPSED = "lapsed", _("Lapsed")
    ON_THE_WAY = "on-the-way", _("On the way")


HELD, AFTER, OVER = ("valid", "extended"), ("grace", "late"), ("lapsed", "revoked")
WITHIN = {Where.DUE_30: 30, Where.DUE_60: 60, Where.DUE_90: 90}


def is_where(where: Where, on: date) -> Q:
    """`on` is a day of whoever looks."""
    if where in WITHIN:
        last = on + timedelta(days=WITHIN[where])
        return Q(credential__in=HELD, valid_until__lte=last)
    simple = {
        Where.QUALIFIED: HELD,
        Where.LATE: AFTER,
        Where.LAPSED: OVER,
        Where.ON_THE_WAY: ("none",),
    }
    return Q(credential__in=simple[where])


def standings(by, *, on: date, scheme=None, team=None, where: Where | None = None) -> QuerySet:
    """Of the people whom `by` coordinates; what ends first stands first, then by name."""
    found = Standing.objects.filter(person__in=coordinated_by(by, on))
    if scheme:
        found = found.filter(scheme=scheme)
    if team:
        members = RoleHeld.objects.on(on).filter(team=team)
        found = found.filter(person__in=members.values("person"))
    if where:
        found = found.filter(is_where(where, on))
    found = found.select_related("person", "scheme")
    ends = models.F("valid_until").asc(nulls_last=True)
    return found.order_by(ends, "person__chosen_name", "pk")


@dataclass(frozen=True)
class Tally:
    """One scheme in figures: how many people are where. `of` all on its path."""

    scheme: Scheme
    title: str
    of: int
    qualified: int
    due: int  # within 90 days; they are qualified, too
    late: int
    lapsed: int
    on_the_way: int

    @property
    def parts(self) -> list[dict]:
        """Of the bar, one after the other."""
        start, found = 0, []
        for name in ("qualified", "late", "lapsed", "on_the_way"):
            width = getattr(self, name)
            found.append({"name": name, "start": start, "width": width})
            start += width
        return found


def tallies(by, *, on: date, language: str, team=None) -> list[Tally]:
    """Three statements, however many people and schemes."""
    asked = (Where.QUALIFIED, Where.DUE_90, Where.LATE, Where.LAPSED, Where.ON_THE_WAY)
    counts = [Count("pk", filter=is_where(where, on)) for where in asked]
    names = ("qualified", "due", "late", "lapsed", "on_the_way")
    rows = standings(by, on=on, team=team).select_related(None).order_by()
    grouped = rows.values("scheme").annotate(
        of=Count("pk"), **dict(zip(names, counts, strict=True))
    )
    found = {row.pop("scheme"): row for row in grouped}
    known = Scheme.objects.in_bulk(list(found))
    titles = schemes.titles_of(known.values(), language)
    made = [Tally(scheme=known[pk], title=titles[pk], **row) for pk, row in found.items()]
    return sorted(made, key=lambda tally: tally.title.casefold())


# --- what is missing
@dataclass(frozen=True)
class Lacking:
    """A line that somebody does not meet yet, as others may read it."""

    id: str
    title: str


def lacking(rows: Iterable[Standing], language: str, *, to) -> dict[int, list[Lacking]]:
    """By standing: what is missing, in the order of the rule. A fixed number of statements.

    Courses are called by their titles, where `to` may open them.
    """
    rows = list(rows)
    rules = schemes.rules_of({row.scheme_id: row.scheme for row in rows}.values())
    asked = {row.pk: _asked(rules, row) for row in rows}
    named = _courses(asked.values(), language, to=to)
    return {
        row.pk: [
            Lacking(name, title_of(asked[row.pk][name], name, language, named))
            for name in dict.fromkeys(row.short)
            if name in asked[row.pk]
        ]
        for row in rows
    }


def _asked(rules: dict, row: Standing) -> dict[str, Requirement]:
    version = _version(rules, row)
    return by_id(version) if version else {}


def _courses(some: Iterable[dict[str, Requirement]], language: str, *, to) -> dict:
    each_once = {id(each): each for asked in some for each in asked.values()}
    wanted = (each for each in each_once.values() if isinstance(each, CourseDone))
    slugs = {each.courses[0] for each in wanted if each.courses}
    return courses.named(slugs, language, to=to) if slugs else {}


def missing_courses(rows: Iterable[Standing]) -> dict[int, list[str]]:
    """By standing: slugs of the courses that open lines ask for; of several, the first."""
    rows = list(rows)
    rules = schemes.rules_of({row.scheme_id: row.scheme for row in rows}.values())
    return {row.pk: _missing_of(row, _version(rules, row)) for row in rows}


def _missing_of(row: Standing, version: Version | None) -> list[str]:
    asked = all_in(version) if version else ()
    open_lines = (each for each in asked if isinstance(each, CourseDone) and each.id in row.short)
    return list(dict.fromkeys(each.courses[0] for each in open_lines if each.courses))


def _version(rules: dict, row: Standing) -> Version | None:
    rule = rules.get(row.scheme_id)
    return rule.numbered(row.version) if rule else None


# --- one person
@dataclass(frozen=True)
class Shown:
    """One line of the reduced tree, with its title."""

    title: str
    line: dict
    lines: list["Shown"]


def lines_of(row: Standing, language: str, *, to) -> list[Shown]:
    asked = _asked(schemes.rules_of([row.scheme]), row)
    named = _courses([asked], language, to=to)

    def shown(line: dict) -> Shown:
        title = title_of(asked.get(line["id"]), line["id"], language, named)
        return Shown(title, line, [shown(each) for each in line.get("lines", ())])

    return [shown(line) for line in row.lines]
