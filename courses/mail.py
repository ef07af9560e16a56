"""What this room tells people, in words that tell nobody else anything."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses import assigning, feedback
from courses.models import Assignment, Talk
from courses.review import telling
from office import letters
from office.letters import Words
from office.notices import NothingToSay, Notice, NoWords


def write(notice: Notice) -> Words:
    writer = WRITERS.get(notice.kind)
    if writer is None:
        raise NoWords(notice.kind)
    return writer(notice)


def _talk_asked(notice: Notice) -> Words:
    if not Talk.objects.filter(pk=notice.about, settled_at=None).exists():
        raise NothingToSay
    told = _("Somebody asks for a conversation about a lesson. You can see here who it is:")
    return Words(_("Somebody asks for a conversation"), f"{told}\n{letters.link('talks')}")


def _talked(notice: Notice) -> Words:
    told = _("What you talked through is confirmed, and it counts. Here you can go on:")
    return Words(_("Your conversation is confirmed"), f"{told}\n{letters.link('my_learning')}")


def _assigned(notice: Notice) -> Words:
    """Which course it is stands inside only."""
    offer = Assignment.objects.open().filter(pk=notice.about).first()
    if offer is None:
        raise NothingToSay
    told = _("A course waits for you. You can begin when it suits you.")
    if offer.due_on and notice.to and offer.due_on >= notice.to.day():
        day = date_format(offer.due_on, "DATE_FORMAT")
        told = _("A course waits for you, until %(day)s if you can.") % {"day": day}
    return Words(_("A course for you"), f"{told}\n{letters.link('my_learning')}")


WRITERS = {
    assigning.ASSIGNED: _assigned,
    "courses.talk_asked": _talk_asked,
    "courses.talked": _talked,
    feedback.ANSWERED: feedback.write,
    **telling.WRITERS,
}
