"""Today: one main thing, at most two more, and one line for each role; most urgent first.

Each room says what waits for a person (`waiting_for`); here it is only put in order.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from django.urls import reverse
from django.utils.translation import gettext as _

from certification import api as certification
from courses import api as courses
from learning import ready, supporting, talks
from office import support
from office.steps import Step, Urgency
from people import api as people
from people.api import Role
from supervision import api as supervision

AT_MOST = 3
WRITES = {Role.CONTENT_EDITOR, Role.TRANSLATOR, Role.PUBLISHER}
LOOKS_AFTER_PEOPLE = {Role.ADMINISTRATOR, Role.COORDINATOR}
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
MORNING, NOON, EVENING = 4, 12, 18  # the hours at which they begin


@dataclass(frozen=True)
class Today:
    main: Step
    then: list[Step]
    parts: list[Step]  # one line for each role that opens a room
    part_of_day: str  # morning, afternoon, evening
    is_new_here: bool  # has begun nothing yet, and nothing else comes before beginning
    is_all_done: bool
    just_for_me: str | None  # the way to one's private notes: the same for all, and never a step

    @property
    def drawing(self) -> str:
        by_day = {"morning": "window", "afternoon": "cup", "evening": "lamp"}
        return "bench" if self.is_all_done else by_day[self.part_of_day]


def today_of(person, language: str, *, at: datetime) -> Today:
    cards = courses.cards(person, language)
    roles = people.roles_of(person, person.day(at))
    steps = _told(person, roles, at=at) + _going_on(cards) + _to_begin(cards)
    steps += _doors(roles)
    steps.sort(key=lambda step: step.urgency)
    main = steps[0] if steps else _nothing_waits(cards)
    return Today(
        main=main,
        then=[step for step in steps[1:] if step.urgency != Urgency.ROLE][: AT_MOST - 1],
        parts=[step for step in steps[1:] if step.urgency == Urgency.ROLE],
        part_of_day=part_of_day(at, person.zone),
        is_new_here=main.urgency == Urgency.OFFERED and all(c["state"] == "new" for c in cards),
        is_all_done=not steps,
        just_for_me=support.room_address(),
    )


def part_of_day(at: datetime, zone: tzinfo) -> str:
    """Where the person is. Whoever is up at night has not begun the morning."""
    hour = at.astimezone(zone).hour
    if MORNING <= hour < NOON:
        return "morning"
    return "afternoon" if NOON <= hour < EVENING else "evening"


def _told(person, roles: frozenset[Role], *, at: datetime) -> list[Step]:
    """What each room has for this person."""
    day = person.day(at)
    steps = people.waiting_for(person) + ready.step_for(roles, day)
    steps += talks.waiting_for(person, roles, on=day) + supporting.waiting_for(roles, on=day)
    steps += people.mail_trouble() if Role.ADMINISTRATOR in roles else []
    return (
        steps + supervision.waiting_for(person, on=day) + certification.waiting_for(person, on=day)
    )


def _going_on(cards: list[dict]) -> list[Step]:
    """What was touched last; the other courses under way come after all that waits."""
    under_way = [card for card in cards if card["state"] == "under_way"]
    under_way.sort(key=lambda card: card["touched_at"] or LONG_AGO, reverse=True)
    kinds = [Urgency.UNDER_WAY] + [Urgency.OFFERED] * len(under_way)
    return [_go_on(card, kind) for card, kind in zip(under_way, kinds, strict=False)]


def _go_on(card: dict, urgency: Urgency) -> Step:
    return Step(
        title=card["title"],
        lang=card["lang"],
        detail=_how_far(card),
        about="" if _is_read(card) else card["next_title"] or card["summary"],
        about_lang=card["next_lang"] or card["lang"],
        url=card["url"] if _is_read(card) else card["continue_url"],
        label=_("Go on") if card["lessons_done"] else _("Begin"),
        urgency=urgency,
        done=card["lessons_done"],
        total=card["lessons_total"],
    )


def _is_read(card: dict) -> bool:
    """Every lesson is done, and yet the course is open: its own page says how it ends."""
    return 0 < card["lessons_total"] == card["lessons_done"]


def _how_far(card: dict) -> str:
    if _is_read(card):
        return _("Every lesson is done.")
    if not card["next_number"]:
        return ""
    values = {"number": card["next_number"], "total": card["lessons_total"]}
    return _("Lesson %(number)d of %(total)d") % values


def _to_begin(cards: list[dict]) -> list[Step]:
    """What was offered with a day comes first, the nearest day before the others."""
    new = [card for card in cards if card["state"] == "new"]
    return [_begin(c) for c in sorted(new, key=lambda card: card["waiting_until"] or date.max)]


def _begin(card: dict) -> Step:
    return Step(
        title=card["title"],
        lang=card["lang"],
        about=card["summary"],
        about_lang=card["lang"],
        url=card["url"],
        label=_("Look inside"),
        detail=card["waiting"],
        urgency=Urgency.WAITING if card["waiting"] else Urgency.OFFERED,
    )


def _doors(roles: frozenset[Role]) -> list[Step]:
    """Two roles that open the same room share its line."""
    doors = (
        ({Role.COORDINATOR}, _overview),
        (LOOKS_AFTER_PEOPLE, _people),
        (WRITES, _editor),
    )
    return [door(_in_words(roles & opening)) for opening, door in doors if roles & opening]


def _in_words(roles: frozenset[Role]) -> str:
    return " · ".join(people.label_of(role) for role in Role if role in roles)


def _overview(role: str) -> Step:
    return Step(
        title=_("Overview"),
        detail=_("Who is qualified, and what others still need."),
        url=reverse("overview"),
        label=_("Open the overview"),
        urgency=Urgency.ROLE,
        role=role,
    )


def _people(role: str) -> Step:
    return Step(
        title=_("People"),
        detail=_("Who is here, and in which role."),
        url=reverse("people"),
        label=_("Look at the people"),
        urgency=Urgency.ROLE,
        role=role,
    )


def _editor(role: str) -> Step:
    return Step(
        title=_("The editor"),
        detail=_("Write, translate and publish courses."),
        url=reverse("wagtailadmin_home"),
        label=_("Open the editor"),
        urgency=Urgency.ROLE,
        role=role,
    )


def _nothing_waits(cards: list[dict]) -> Step:
    return _read_again() if cards else _look_after_account()


def _read_again() -> Step:
    return Step(
        title=_("Nothing waits for you."),
        detail=_("You have finished what you began. You can read it again."),
        url=reverse("my_learning"),
        label=_("See what you finished"),
        urgency=Urgency.OFFERED,
    )


def _look_after_account() -> Step:
    return Step(
        title=_("Nothing waits for you."),
        detail=_("A course stands here as soon as one is open to you."),
        url=reverse("account"),
        label=_("Look at my account"),
        urgency=Urgency.OFFERED,
    )
