"""Mail that did not go: for administrators, in words, without what stands in it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from office.notices import Notice, State, as_keys
from people import tell
from people.mail import KINDS
from people.models import User
from people.roles import may

AT_ONCE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mail_trouble(request):
    if not may(request.user, "see", "mail"):
        raise Http404
    if request.method == "POST":
        settle(as_keys(request.POST.getlist("notice")), by=request.user)
        return redirect("mail_trouble")
    now = timezone.now()
    found = Notice.objects.in_trouble_at(now).select_related("to")
    found = found.defer("to__legal_name").order_by("-send_at", "-pk")
    page = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [in_words(notice, request.user) for notice in page]}
    context["late"] = Notice.objects.late_at(now).count()
    return render(request, "people/mail_trouble.html", context)


def settle(keys: list[int], *, by: User) -> None:
    """Take these off the list; the address of somebody without an account goes with that."""
    now = timezone.now()
    with transaction.atomic():
        wanted = Notice.objects.in_trouble_at(now).filter(pk__in=keys)
        for notice in wanted.select_related("to"):
            about = {"about": notice.to, "kind": "office.notice", "key": notice.pk}
            tell.note("saw mail trouble", by=by, at=now, **about)
        wanted.update(seen_by_admin_at=now, address="")


def in_words(notice: Notice, reader: User) -> dict:
    return {
        "key": notice.pk,
        "kind": KINDS.get(notice.kind, _("A notice")),
        "name": notice.to.chosen_name if notice.to else "",
        "address": masked(notice.address),
        "day": reader.day(notice.sent_at or notice.send_at),
        "reason": reason(notice),
    }


def masked(address: str) -> str:
    """Enough to know it again, for somebody who knows it: a…@e….org."""
    name, _at, host = address.rpartition("@")
    if not name:
        return ""
    _rest, dot, country = host.rpartition(".")
    return f"{name[0]}…@{host[0]}…{dot}{country if dot else ''}"


def reason(notice: Notice) -> str:
    if notice.state == State.SENDING:
        return NOT_KNOWN
    return REASONS.get(notice.last_error, REFUSED)


NOT_KNOWN = gettext_lazy(
    "We do not know whether it went. It is not sent again. Please ask the person."
)
REFUSED = gettext_lazy("The mail server refused it.")
BROKE_OFF = gettext_lazy("The mail server broke off in the middle.")
REASONS = {
    "SMTPRecipientsRefused": gettext_lazy("The mail server does not take mail for this address."),
    "SMTPSenderRefused": gettext_lazy("The mail server takes no mail from this site's address."),
    "SMTPAuthenticationError": gettext_lazy("The mail server did not accept the site's password."),
    "SMTPServerDisconnected": BROKE_OFF,
    "ConnectionResetError": BROKE_OFF,
    "BrokenPipeError": BROKE_OFF,
    "TimeoutError": gettext_lazy("The mail server did not answer in time."),
}
