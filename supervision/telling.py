"""What this room tells people, in words that tell nobody else anything."""

from django.utils.translation import gettext as _

from office.notices import NothingToSay, Notice, NoWords, Words
from supervision import answering, locking, owing_notices
from supervision.models import Line, LineState, Lock


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


WRITERS = {answering.ASKED: _asked, locking.REOPENED: _reopened} | owing_notices.WRITERS
