"""The locked page, the sign of life that puts it off, and what was not sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people import lock, parked


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def locked(request):
    """Shows no name: a stranger may be looking. Answers a script without a page."""
    at = timezone.now()
    if not request.user.is_authenticated:
        return _goes_on(request, reverse("account_login"), status=401)
    if request.method == "POST" and "lock" in request.POST:
        lock.close(request.session)
        return HttpResponse(status=204)
    if not lock.is_locked(request.session, at=at):
        return _goes_on(request, lock.safe_way_back(request))
    if request.method == "POST":
        return _try_to_open(request, at)
    return _page(request, at)


def _try_to_open(request, at):
    try:
        lock.open_again(request, request.POST.get("password", ""), at=at)
    except lock.SessionEnded:
        return _goes_on(request, reverse("account_login"), status=401)
    except lock.TooManyTries:
        return _refuses(request, at, _("That was tried too often. Wait a few minutes."), 429)
    except lock.WrongPassword:
        return _refuses(request, at, _("That is not the password. Try again."), 400)
    way = lock.safe_way_back(request)
    if parked.of(request.user, at=at).exists():
        way = f"{reverse('account_parked')}?{urlencode({'next': way})}"
    return _goes_on(request, way)


def _goes_on(request, way, *, status=204):
    return HttpResponse(status=status) if _is_script(request) else redirect(way)


def _refuses(request, at, words, status):
    if _is_script(request):
        return JsonResponse({"words": words}, status=status)
    return _page(request, at, error=words, status=status)


def _page(request, at, *, error="", status=200):
    request.page_path = request.get_full_path()  # the other languages lead back as well
    context = {
        "signed_in": False,
        "error": error,
        "by_password": request.user.has_usable_password(),
        "is_something_kept": parked.of(request.user, at=at).exists(),
        "way": request.get_full_path(),
    }
    return render(request, "people/lock.html", context, status=status)


def _is_script(request):
    return request.headers.get("Accept") == "application/json"


@require_POST
@login_required
def here(request):
    """Somebody is typing: a long answer is no quiet."""
    lock.note_seen(request.session, at=timezone.now())
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def not_sent(request):
    if request.method == "POST":
        if not parked.throw_away(request.POST.get("throw_away", ""), person=request.user):
            raise Http404
        messages.success(request, _("It is thrown away."))
        return redirect(request.get_full_path())
    context = {
        "waiting": parked.waiting(request.user, at=timezone.now()),
        "mark": parked.MARK,
        "way_back": lock.safe_way_back(request),
    }
    return render(request, "people/parked.html", context)
