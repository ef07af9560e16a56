"""What this room tells people, in words that tell nobody else anything."""

from django.utils.translation import gettext as _

from office.letters import link
from office.notices import NothingToSay, Notice, NoWords, Words
from supervision import (
    agreeing,
    answering,
    disputes,
    locking,
    note_notices,
    owing_notices,
    qualifying,
    tomorrow,
)
from supervision.models import (
    Agreement,
    AgreementState,
    Line,
    LineState,
    Lock,
    Qualification,
    Session,
)


def write_notice(notice: Notice) -> Words:
    """Neutral, as every mail: no name, no day, no length."""
    writer = WRITERS.get(notice.kind)
    if writer is None:
        raise NoWords(notice.kind)
    return writer(notice)


def _asked(notice: Notice) -> Words:
    if not Line.objects.filter(pk=notice.about, state=LineState.OPEN).exists():
        raise NothingToSay
    return _words(_("An hour waits for your answer"), _("Please say whether it was so."))


def _reopened(notice: Notice) -> Words:
    if not Lock.objects.filter(pk=notice.about).exists():
        raise NothingToSay
    text = _("Something in it is to be put right.")
    return Words(_("A month was opened again"), _to(text, "supervision:months"))


def _proposed(notice: Notice) -> Words:
    waits = Agreement.objects.filter(pk=notice.about, state=AgreementState.PROPOSED)
    if not waits.exists():
        raise NothingToSay
    words = _("Somebody says something about the two of you. Please say whether it is right.")
    return Words(_("Something waits for your yes or no"), _to_agreements(words))


def _agreed(notice: Notice) -> Words:
    _check_agreed(notice)
    words = _("Have a look whether it is right. If not, say so.")
    return Words(_("Something was agreed for you"), _to_agreements(words))


def _changed(notice: Notice) -> Words:
    _check_agreed(notice)
    words = _("Other terms, or another last day. Have a look whether it is right.")
    return Words(_("Something agreed has changed"), _to_agreements(words))


def _check_agreed(notice: Notice) -> None:
    if not Agreement.objects.agreed().filter(pk=notice.about).exists():
        raise NothingToSay


def _runs_out(notice: Notice) -> Words:
    if not Qualification.objects.filter(pk=notice.about).exists():
        raise NothingToSay
    body = _("See until when it holds, and enter the next one in time.")
    page = link("supervision:qualifications")
    return Words(_("Something of yours runs out soon"), f"{body}\n{page}")


def _to_agreements(words: str) -> str:
    return f"{words}\n{link('supervision:agreements')}"


def _disputed(notice: Notice) -> Words:
    """Until it is put right, or somebody stood by it."""
    if not _is_disputed(notice, awaits=True):
        raise NothingToSay
    return _words(_("An hour is seen differently"), _("Please look at it again."))


def _kept(notice: Notice) -> Words:
    if not _is_disputed(notice, awaits=False):
        raise NothingToSay
    return _words(_("There is an answer about an hour"), _("You can read it on your page."))


def _is_disputed(notice: Notice, *, awaits: bool) -> bool:
    lines = Line.objects.filter(pk=notice.about, state=LineState.DISPUTED)
    return lines.exclude(awaits="").exists() if awaits else lines.filter(awaits="").exists()


def _words(subject: str, text: str) -> Words:
    return Words(subject, _to(text, "supervision:answers"))


def _to(text: str, name: str) -> str:
    return f"{text}\n{link(name)}"


def _note_waits(notice: Notice) -> Words:
    if not Session.objects.in_force().filter(pk=notice.about).exists():
        raise NothingToSay
    text = _("You wanted to write a few words today.")
    page = link("supervision:session", uuid=notice.about)
    return Words(_("You asked to be reminded"), f"{text}\n{page}")


WRITERS = {
    answering.ASKED: _asked,
    answering.DISPUTED: _disputed,
    disputes.KEPT: _kept,
    locking.REOPENED: _reopened,
    agreeing.ASKED: _proposed,
    agreeing.AGREED: _agreed,
    agreeing.CHANGED: _changed,
    qualifying.RUNS_OUT: _runs_out,
    tomorrow.NOTE_WAITS: _note_waits,
    **note_notices.WRITERS,
    **owing_notices.WRITERS,
}
