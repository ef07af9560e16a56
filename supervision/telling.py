"""What this room tells people, in words that tell nobody else anything."""

from django.utils.translation import gettext as _

from office.notices import NothingToSay, Notice, NoWords, Words
from supervision import answering, asking, handing, locking
from supervision.models import Ask, AskState, Handing, Line, LineState, Lock


def write_notice(notice: Notice) -> Words:
    """Neutral, as every mail: no name, no day, no length."""
    writer = WRITERS.get(notice.kind)
    if writer is None:
        raise NoWords(notice.kind)
    return writer(notice)


def _asked(notice: Notice) -> Words:
    if not Line.objects.filter(pk=notice.about, state=LineState.OPEN).exists():
        raise NothingToSay
    return Words(_("An hour waits for your answer"), _("Please say whether it was so."))


def _reopened(notice: Notice) -> Words:
    if not Lock.objects.filter(pk=notice.about).exists():
        raise NothingToSay
    return Words(_("A month was opened again"), _("Something in it is to be put right."))


def _asked_note(notice: Notice) -> Words:
    if not Ask.objects.filter(pk=notice.about, state=AskState.OPEN).exists():
        raise NothingToSay
    return Words(_("Something waits for your answer"), _("Please answer within thirty days."))


def _answered_note(notice: Notice) -> Words:
    if not Ask.objects.filter(pk=notice.about).exists():
        raise NothingToSay
    return Words(_("Your question has an answer"), _("You find it in your account."))


def _asked_handing(notice: Notice) -> Words:
    if not Handing.objects.filter(pk=notice.about, answered_at=None).exists():
        raise NothingToSay
    return Words(_("Something waits for your yes or no"), _("Nothing happens without it."))


WRITERS = {
    answering.ASKED: _asked,
    locking.REOPENED: _reopened,
    asking.ASKED: _asked_note,
    asking.ANSWERED: _answered_note,
    handing.ASKED: _asked_handing,
}
