"""What this room tells people about notes; no name, no word of a note."""

from django.utils.translation import gettext as _

from office.notices import NothingToSay, Notice, Words
from supervision import handing, note_asking
from supervision.models import Ask, AskState, Handing


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
    note_asking.ASKED: _asked_note,
    note_asking.ANSWERED: _answered_note,
    handing.ASKED: _asked_handing,
}
