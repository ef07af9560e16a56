"""The words of this room's notices: neutral, for a telephone that others may read."""

from django.utils.translation import gettext as _

from certification import reminding
from certification.models import Award, AwardState, Document, DocumentState, How, Path
from office.letters import link
from office.notices import NothingToSay, Notice, NoWords, Words
from supervision.api import supervises


def write_notice(notice: Notice) -> Words:
    """In the language of the moment, which is the reader's."""
    write = WRITERS.get(notice.kind)
    if write is None:
        raise NoWords(notice.kind)
    return write(notice)


def _granted(notice: Notice) -> Words:
    if not _award(notice, AwardState.VALID):
        raise NothingToSay
    words = _("All that was asked is there. You can look at it, and decide whom you show it.")
    return Words(_("Something new for you"), _to_certificates(words))


def _revoked(notice: Notice) -> Words:
    if not _award(notice, AwardState.REVOKED):
        raise NothingToSay
    words = _("Something that was granted to you was taken back. The reason stands beside it.")
    return Words(_("A note about your record"), _to_certificates(words))


def _to_check(notice: Notice) -> Words:
    if not Document.objects.filter(pk=notice.about, state=DocumentState.SUBMITTED).exists():
        raise NothingToSay
    words = _("Somebody sent in a paper. Please look whether it shows what it should.")
    return Words(_("Something waits for your look"), f"{words}\n{link('certification:asked')}")


def _checked(notice: Notice) -> Words:
    seen = (DocumentState.CHECKED, DocumentState.REFUSED)
    if not Document.objects.filter(pk=notice.about, state__in=seen).exists():
        raise NothingToSay
    words = _("Somebody looked at the paper you sent in.")
    return Words(_("An answer for you"), f"{words}\n{link('certification:papers')}")


def _please(notice: Notice) -> Words:
    """Whose line it is stands on the page, never in the mail."""
    if not Path.objects.live().filter(pk=notice.about).exists():
        raise NothingToSay
    words = _("Somebody you work with asks for a little of your time. See what it is about.")
    return Words(_("A question for you"), f"{words}\n{link('certification:asked')}")


def _assigned(notice: Notice) -> Words:
    if not Path.objects.live().filter(pk=notice.about, how=How.ASSIGNED).exists():
        raise NothingToSay
    words = _("Somebody put you on the way to something new. See what it asks, and what is there.")
    return Words(_("Something new for you"), _to_certificates(words))


def _extended(notice: Notice) -> Words:
    if not _award(notice, AwardState.VALID):
        raise NothingToSay
    words = _("You were given more time for something. The new last day stands there.")
    return Words(_("A note about your record"), _to_certificates(words))


def _bridged(notice: Notice) -> Words:
    if not _award(notice, AwardState.VALID):
        raise NothingToSay
    words = _("Something was given to you for the time being. See until when, and what is left.")
    return Words(_("Something new for you"), _to_certificates(words))


def _reminder(notice: Notice) -> Words:
    if not reminding.still_ends(notice.about, at=notice.send_at):
        raise NothingToSay
    words = _("Something you hold has a last day coming. See what renewing it asks.")
    return Words(_("A date to keep in mind"), _to_certificates(words))


def _reminder_supervisor(notice: Notice) -> Words:
    """They know whom they supervise; whom it is about stands inside."""
    ending = reminding.still_ends(notice.about, at=notice.send_at)
    if ending is None or not reminding.tells_supervisor(ending.award):
        raise NothingToSay
    person = ending.award.person
    if not supervises(notice.to, person, on=notice.to.day(notice.send_at)):
        raise NothingToSay
    words = _("Somebody you supervise wants you to know that a date is coming.")
    return Words(_("A date to keep in mind"), f"{words}\n{link('certification:asked')}")


def _to_certificates(words: str) -> str:
    return f"{words}\n{link('certification:index')}"


def _award(notice: Notice, state: AwardState) -> Award | None:
    return Award.objects.filter(pk=notice.about, state=state).first()


WRITERS = {
    "certification.granted": _granted,
    "certification.bridged": _bridged,
    "certification.revoked": _revoked,
    "certification.to_check": _to_check,
    "certification.checked": _checked,
    "certification.please": _please,
    "certification.extended": _extended,
    reminding.KIND: _reminder,
    reminding.TO_SUPERVISOR: _reminder_supervisor,
    "certification.assigned": _assigned,
}
