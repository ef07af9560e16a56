"""Courses in an order for a role: where a person is on each pathway that is theirs."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from courses.models import Pathway
from courses.models.topic import said
from courses.place import Place
from courses.shown import card, places
from people import api as people


@dataclass(frozen=True)
class Step:
    """One course of a pathway; `state` is new, under_way or done, `url` leads to its page."""

    title: str
    lang: str
    url: str
    state: str
    continue_url: str


@dataclass(frozen=True)
class Walk:
    """A pathway as one person sees it: the courses that they may open, in order."""

    title: str
    title_lang: str
    summary: str
    summary_lang: str
    url: str
    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        return sum(step.state == "done" for step in self.steps)

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def next(self) -> Step | None:
        """The first that is not done."""
        return next((step for step in self.steps if step.state != "done"), None)

    @property
    def number(self) -> int:
        """Which step comes next, counted from one; 0 when all are done."""
        return self.steps.index(self.next) + 1 if self.next else 0


def for_person(
    user, language: str, *, on: date | None = None, among: list[Place] | None = None
) -> list[Walk]:
    """The pathways of this person’s roles on that day (theirs today), the oldest first.

    `among` are the places that the caller has already (`shown.places`). Without any pathway on the
    site this costs one statement.
    """
    rows = list(Pathway.objects.filter(is_shown=True))
    if not rows or not user.is_authenticated:
        return []
    roles = people.roles_of(user, on or user.day())
    mine = [row for row in rows if not row.roles or roles.intersection(row.roles)]
    open_to = places(user, language) if mine and among is None else among or []
    walks = [_walk(row, open_to, language) for row in mine]
    return [each for each in walks if each.steps]


def find(user, slug: str, language: str) -> Walk | None:
    """The pathway at this address, whoever it is for; each course decides itself who may see it."""
    row = Pathway.objects.filter(is_shown=True, slug=slug).first()
    return walk(row, user, language) if row else None


def walk(row: Pathway, user, language: str) -> Walk:
    return _walk(row, places(user, language), language)


def _walk(row: Pathway, open_to: list[Place], language: str) -> Walk:
    by_key = {str(place.course.translation_key): place for place in open_to}
    found = [by_key[key] for key in row.keys if key in by_key]
    title, title_lang = said(row.titles, language)
    summary, summary_lang = said(row.summaries, language)
    return Walk(
        title=title or row.slug,
        title_lang=title_lang,
        summary=summary,
        summary_lang=summary_lang,
        url=reverse("courses:pathway", args=[row.slug]) if row.slug else "",
        steps=tuple(_step(place) for place in found),
    )


def _step(place: Place) -> Step:
    told = card(place)
    names = ("title", "lang", "url", "state", "continue_url")
    return Step(**{name: told[name] for name in names})
