"""My learning in words: what is under way, what waits, what to look at again, what is finished.

Nothing is counted against anybody: no per cent, no rank, no day that has passed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.template.defaultfilters import date as in_words
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import api as courses
from courses.api import Finished, Mine
from learning.templatetags.kept import NEVER
from learning.transcript import known_in_words, minutes_in_words

PATHWAYS = "pathways"  # shown to whoever has begun nothing yet, too


@dataclass(frozen=True)
class Line:
    """One course. `about` is a lesson's title, or somebody's words; `done` of `total` is drawn.

    Without `label`, its title is the link; without `url`, it leads nowhere any more.
    """

    title: str
    lang: str
    url: str
    label: str = ""
    details: tuple[str, ...] = ()
    before: str = ""  # what is said before `about`
    about: str = ""
    about_lang: str = ""
    done: int = 0
    total: int = 0
    begins_at: str = ""  # where a form is sent that begins it, in place of the link
    is_main: bool = False  # the one that has the button

    @property
    def kept_as(self) -> object:
        """As part of a kept piece's key: all of it. What is written to one person is never kept."""
        return NEVER if self.begins_at else self


@dataclass(frozen=True)
class Group:
    slug: str
    title: str
    lines: list[Line] = field(default_factory=list)
    more_url: str = ""
    more: str = ""


def groups(
    mine: Mine,
    *,
    of,
    waiting: Iterable[Line] = (),
    again: Iterable[Line] = (),
    pathways: Iterable[Line] = (),
) -> list[Group]:
    """Those with something in them, what comes first first; one line of all has the button."""
    all_of_them = [
        Group("under-way", _("Under way"), [_under_way(card) for card in mine.under_way]),
        Group("waiting", _("Waiting for you"), list(waiting)),
        Group("again", _("Look again"), list(again)),
        Group(PATHWAYS, _("My pathway"), list(pathways)),
        Group(
            "finished",
            _("Finished"),
            [_done(each, of.day(each.completed_at)) for each in mine.finished],
            more_url=reverse("my_record"),
            more=_("My record, to read, print or take along"),
        ),
        Group("left", _("You can come back to"), [_left(card) for card in mine.left]),
    ]
    found = [group for group in all_of_them if group.lines]
    return [_with_button(found[0]), *found[1:]] if found else []


def _with_button(group: Group) -> Group:
    """What is finished needs none."""
    first, *rest = group.lines
    if not first.label or group.slug == "left":
        return group
    return replace(group, lines=[replace(first, is_main=True), *rest])


def waiting_line(
    title: str,
    lang: str,
    url: str,
    *,
    begins_at: str = "",
    due_on: date | None,
    words: str,
    on: date,
) -> Line:
    """A course that somebody put a person on. A day is an offer: once past, it is not held up."""
    until = _until(due_on, on)
    return Line(title, lang, url, _("Begin"), until, about=words, begins_at=begins_at)


def _until(due_on: date | None, on: date) -> tuple[str, ...]:
    if due_on is None:
        return ()
    if due_on < on:
        return (_("You can still do it."),)
    return (_("Until %(day)s, if you can.") % {"day": in_words(due_on, "DATE_FORMAT")},)


def again_line(title: str, lang: str, url: str, *, why: str, why_lang: str = "") -> Line:
    """A course that was finished, and of which something changed since."""
    said = (_("What you finished still counts."),)
    return Line(title, lang, url, _("Look again"), said, about=why, about_lang=why_lang)


def _under_way(card: dict) -> Line:
    is_read = 0 < card["lessons_total"] == card["lessons_done"]  # its own page says how it ends
    has_next = card["next_title"] and not is_read
    return Line(
        title=card["title"],
        lang=card["lang"],
        url=card["url"] if is_read else card["continue_url"],
        label=_("Go on") if card["lessons_done"] else _("Begin"),
        details=_how_far(card),
        before=_("Next:") if has_next else "",
        about=card["next_title"] if has_next else "",
        about_lang=card["next_lang"],
        done=card["lessons_done"],
        total=card["lessons_total"],
    )


def _how_far(card: dict) -> tuple[str, ...]:
    done, total = card["lessons_done"], card["lessons_total"]
    if not total:
        return ()
    if not done:
        words = ngettext("%(lessons)s lesson", "%(lessons)s lessons", total)
        return (words % {"lessons": total},)
    words = ngettext(
        "%(done)s of %(total)s lesson done", "%(done)s of %(total)s lessons done", total
    )
    return (words % {"done": done, "total": total},)


def _left(card: dict) -> Line:
    return Line(card["title"], card["lang"], card["url"], _("Look inside"), _how_far(card))


def _done(each: Finished, day: date) -> Line:
    details = [
        _("Finished on %(day)s") % {"day": in_words(day, "DATE_FORMAT")},
        minutes_in_words(each.minutes),
        known_in_words(each.known_by),
    ]
    if not each.url:
        details.append(_("No longer offered"))
    return Line(each.title, each.lang, each.url, details=tuple(filter(None, details)))


def page_of(person, language: str, *, on: date) -> list[Group]:
    """All of it, on the day where the person is."""
    mine = courses.mine(person, language, on=on)
    return groups(
        mine,
        of=person,
        waiting=[_offered(card, on) for card in mine.waiting],
        again=[_again(each) for each in mine.again],
        pathways=[_walk(each) for each in courses.pathways.for_person(person, language, on=on)],
    )


def _offered(card: dict, on: date) -> Line:
    return waiting_line(
        card["title"],
        card["lang"],
        card["url"],
        begins_at=card["enrol_url"],
        due_on=card["waiting_until"],
        words=card["waiting_words"],
        on=on,
    )


def _again(each) -> Line:
    first = each.lessons[0]
    return again_line(each.course, each.lang, each.url, why=first.what_changed, why_lang=first.lang)


def _walk(walk) -> Line:
    """A pathway leads to its own page; what comes next is named."""
    details = []
    if walk.number:
        values = {"number": walk.number, "total": walk.total}
        details = [_("Step %(number)s of %(total)s") % values]
    return Line(
        title=walk.title,
        lang=walk.title_lang,
        url=walk.url,
        details=tuple(details),
        before=_("Next:") if walk.next else "",
        about=walk.next.title if walk.next else "",
        about_lang=walk.next.lang if walk.next else "",
        done=walk.done,
        total=walk.total,
    )
