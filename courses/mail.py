"""What this room tells people, in words that tell nobody else anything."""

from django.utils.translation import gettext as _

from courses import feedback
from courses.models import Talk
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


WRITERS = {
    "courses.talk_asked": _talk_asked,
    "courses.talked": _talked,
    feedback.ANSWERED: feedback.write,
}
