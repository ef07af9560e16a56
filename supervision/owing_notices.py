"""The mails about what is owed: no name, no day, no length; true also when read later."""

from datetime import date

from django.utils.translation import gettext as _

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
    return Words(
        _("Some agreed time is still to be held"),
        _("That is how it was on the day of this notice. The site says for whom."),
    )


def look(notice: Notice) -> Words:
    return Words(
        _("Your time of the last weeks"),
        _("The site shows what was agreed and what was held. There is nothing you must do."),
    )


WRITERS = {reminding.SHORT: short, reminding.GAP: gap, reminding.LOOK: look}
