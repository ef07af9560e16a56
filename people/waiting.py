"""What of this room waits for a person on Today."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from office.notices import Notice
from people.mail import URGENT
from people.models import User


def waiting_for(person: User) -> list[dict]:
    """Their unread notices as one step, from one statement; `first` where it must not be missed."""
    unread = Notice.objects.for_person(person).told_at(timezone.now()).filter(read_at=None)
    found = unread.order_by().aggregate(
        count=Count("pk"), urgent=Count("pk", filter=Q(kind__in=URGENT))
    )
    return [_notices(**found)] if found["count"] else []


def _notices(*, count: int, urgent: int) -> dict:
    about_the_door = _("Something about your sign-in is among them. Please look at it.")
    title = ngettext("You have %(count)d new notice", "You have %(count)d new notices", count)
    return {
        "title": title % {"count": count},
        "detail": about_the_door if urgent else _("Read them when it suits you."),
        "url": reverse("account_notices"),
        "label": _("Read"),
        "first": bool(urgent),
    }


def mail_trouble() -> list[dict]:
    """For administrators: mail that did not go, or not yet, as one step."""
    now = timezone.now()
    count = Notice.objects.in_trouble_at(now).count() + Notice.objects.late_at(now).count()
    title = ngettext("%(count)d message did not go", "%(count)d messages did not go", count)
    step = {
        "title": title % {"count": count},
        "detail": _("The people they were for may have to be told another way."),
        "url": reverse("mail_trouble"),
        "label": _("Look at them"),
    }
    return [step] if count else []
