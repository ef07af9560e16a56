"""What of this room waits for a person on Today."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from office.notices import Notice
from office.steps import Step, Urgency
from people.mail import URGENT
from people.models import User


def waiting_for(person: User) -> list[Step]:
    """Their unread notices as one step, from one statement; urgent where one must not be missed."""
    unread = Notice.objects.for_person(person).told_at(timezone.now()).filter(read_at=None)
    found = unread.order_by().aggregate(
        count=Count("pk"), urgent=Count("pk", filter=Q(kind__in=URGENT))
    )
    return [_notices(**found)] if found["count"] else []


def _notices(*, count: int, urgent: int) -> Step:
    about_the_door = _("Something about your sign-in is among them. Please look at it.")
    title = ngettext("You have %(count)d new notice", "You have %(count)d new notices", count)
    return Step(
        title=title % {"count": count},
        detail=about_the_door if urgent else _("Read them when it suits you."),
        url=reverse("account_notices"),
        label=_("Read"),
        urgency=Urgency.URGENT if urgent else Urgency.WAITING,
    )


def mail_trouble() -> list[Step]:
    """For administrators: mail that did not go, or not yet, as one step; how much is not said."""
    now, notices = timezone.now(), Notice.objects
    if not (notices.in_trouble_at(now) | notices.late_at(now)).exists():
        return []
    step = Step(
        title=_("Some messages did not go"),
        detail=_("The people they were for may have to be told another way."),
        url=reverse("mail_trouble"),
        label=_("Look at them"),
        urgency=Urgency.WAITING,
    )
    return [step]
