"""The mails about what is owed: no name, no day, no length; true also when read later."""

from datetime import date

from django.utils.translation import gettext as _

from office.letters import link
from office.notices import NothingToSay, Notice, State, Words
from supervision import reminding


def short(notice: Notice) -> Words:
    last = date.fromisoformat(notice.about)
    if notice.state == State.WAITING and not reminding.is_still_short(notice.to, last):
        raise NothingToSay
    return _words_to_whoever_holds()


def gap(notice: Notice) -> Words:
    passed = date.fromisoformat(notice.about)
    today = max(passed, notice.to.day())
    if notice.state == State.WAITING and not reminding.is_still_late(notice.to, passed, on=today):
        raise NothingToSay
    return _words_to_whoever_holds()


def _words_to_whoever_holds() -> Words:
    told = _("That is how it was on the day of this notice. Here you see for whom:")
    return Words(_("Some agreed time is still to be held"), f"{told}\n{link('supervision:people')}")


def look(notice: Notice) -> Words:
    told = _("There is nothing you must do. Here you see what was agreed and held:")
    return Words(_("Your time of the last weeks"), f"{told}\n{link('supervision:owed')}")


WRITERS = {reminding.SHORT: short, reminding.GAP: gap, reminding.LOOK: look}
