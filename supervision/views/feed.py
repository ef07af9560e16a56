"""A secret link for one's own calendar: made, shown once, ended; and what stands behind it."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from supervision import feed, planned


class LinkForm(forms.Form):
    with_place = forms.BooleanField(
        label=gettext_lazy("Say where we meet, too"),
        help_text=gettext_lazy("Without it, only the time is there."),
        required=False,
    )


@require_safe
@login_required
def page(request):
    return render(request, "supervision/calendar.html", _context(request.user, LinkForm()))


@require_POST
@login_required
@never_cache
def make(request):
    """The link stands on this one answer and nowhere else."""
    form = LinkForm(request.POST)
    form.is_valid()  # a box is ticked or not
    wants = form.cleaned_data.get("with_place", False)
    token = feed.make(by=request.user, with_place=wants, at=timezone.now())
    link = f"{settings.SITE_URL}{reverse('supervision:calendar', args=[token])}"
    context = _context(request.user, LinkForm()) | {"link": link}
    return render(request, "supervision/calendar.html", context)


@require_POST
@login_required
def end(request):
    feed.end(by=request.user)
    messages.success(request, _("The link is ended. A calendar that had it reads nothing new."))
    return redirect("supervision:feed_settings")


def _context(person, form) -> dict:
    return {"form": form, "feed": feed.own(person)}


@require_safe
def calendar(request, token: str):
    """Without signing in: a calendar can't. In neutral words, and with nobody's name."""
    found = feed.by_token(token)
    if found is None:
        raise Http404
    at = timezone.now()
    told = {"title": _("Meeting"), "with_place": found.with_place, "at": at}
    body = planned.as_calendar(planned.planned(found.person, at=at), **told)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
