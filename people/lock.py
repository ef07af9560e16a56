"""The idle lock of shared devices: after ten minutes of quiet nothing is shown until the password.

The server holds it alone; static/js/lock.js covers the page at the same moment and keeps what was
typed in it. What a form sends after that is parked (people.parked), not lost. It is looked at after
the token of the form, so that nobody else can have something parked for a person.
"""

from datetime import datetime, timedelta

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from people import devices, parked
from people.second_factor import OF_NOBODY, is_asked_by_script
from people.sessions import KIND, SEEN, STARTED, moment

MOST_TRIES = 10  # wrong passwords at one lock; then the session ends
LOCKED, TRIES = "lock_closed", "lock_tries"
ALWAYS_OPEN = {
    "exit",
    "leaving_quickly",
    "account_lock",
    "account_logout",
    "wagtailadmin_logout",
    "door_help",
    "support",
}
BY_ITSELF = {"wagtailadmin_editing_sessions:ping"}  # an open editor asks every few seconds


class WrongPassword(Exception):
    """It stays locked."""


class TooManyTries(Exception):
    """It stays locked for a while, whatever is typed."""


class SessionEnded(Exception):
    """Too many wrong passwords in a row: whoever it is signs in anew."""


def idle() -> timedelta:
    return timedelta(seconds=settings.IDLE_LOCK_SECONDS)


def seen_every() -> timedelta:
    """How exactly it is noted that somebody is here: a page costs no write each time."""
    return min(timedelta(minutes=1), idle() / 10)


def is_locked(session, *, at: datetime) -> bool:
    if session.get(KIND) == devices.MINE:
        return False
    seen = moment(session.get(SEEN))
    return bool(session.get(LOCKED) or (seen and at - seen > idle()))


def close(session) -> None:
    """Lock it now: the page counts more closely than the server and says when it is time."""
    session[LOCKED] = True


def note_seen(session, *, at: datetime) -> None:
    session[SEEN] = at.isoformat()


def open_again(request, password: str, *, at: datetime) -> None:
    """The right password opens the lock. The forms that stand open stay good."""
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        raise TooManyTries
    session = request.session
    if not request.user.check_password(password):
        session[TRIES] = session.get(TRIES, 0) + 1
        if session[TRIES] < MOST_TRIES:
            raise WrongPassword
        logout(request)
        raise SessionEnded
    for name in (LOCKED, TRIES):
        session.pop(name, None)
    note_seen(session, at=at)
    session.cycle_key()


def channel_of(session) -> str:
    """By which the tabs of one sign-in, and no others, tell one another."""
    said = f"{session.get(SESSION_KEY)}:{session.get(STARTED)}"
    return salted_hmac("people.lock", said).hexdigest()[:16]


def safe_way_back(request) -> str:
    """Where to after the lock: an address of this site without its host, or the first page."""
    way = request.GET.get("next", "")
    is_ours = way.startswith("/") and url_has_allowed_host_and_scheme(way, allowed_hosts=None)
    return way if is_ours else reverse("home")


class IdleLock:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        taken = getattr(request, "taken_from_parked", None)
        if taken and response.status_code >= 400:
            parked.put_back(taken)
        return response

    def process_view(self, request, view, args, kwargs):
        if not _is_guarded(request):
            return None
        at = timezone.now()
        session = request.session
        if SEEN not in session:  # signed in past every door of ours
            devices.begin(request, devices.SHARED, person=request.user, at=at)
        by_script = is_asked_by_script(view)
        if devices.has_outlived(request, at=at):
            logout(request)
            return _refused(401) if by_script else redirect_to_login(request.get_full_path())
        if is_locked(session, at=at):
            return _refused(423) if by_script else _to_the_lock(request, view, at)
        is_by_itself = by_script or request.resolver_match.view_name in BY_ITSELF
        if at - moment(session[SEEN]) >= seen_every() and not is_by_itself:
            note_seen(session, at=at)
        if request.method == "POST" and not by_script and parked.MARK in request.POST:
            return _take_from_parked(request)
        return None


def _is_guarded(request) -> bool:
    """Asks the session last: a page that needs none stays free of it."""
    if request.path.startswith(OF_NOBODY) or request.resolver_match.view_name in ALWAYS_OPEN:
        return False
    return bool(request.session.session_key and SESSION_KEY in request.session)


def _refused(status: int) -> HttpResponse:
    return HttpResponse(status=status)


def _to_the_lock(request, view, at):
    """`view.is_sent_by_itself` says that a page sends it unasked: nobody has to send that again."""
    way = request.get_full_path()
    if request.method not in ("GET", "HEAD"):
        way = _page_before(request)
        if not getattr(view, "is_sent_by_itself", False):
            parked.park(request, at=at)
    return redirect(f"{reverse('account_lock')}?{urlencode({'next': way})}")


def _page_before(request) -> str:
    """The page whose form was sent, if the browser says so and it is ours."""
    site = f"{request.scheme}://{request.get_host()}"
    page = request.headers.get("Referer", "")
    return page.removeprefix(site) if page.startswith(f"{site}/") else reverse("home")


def _take_from_parked(request):
    """It goes on to its view, once: what was sent already is not sent again."""
    taken = parked.take(request.POST[parked.MARK], person=request.user, path=request.path)
    if taken is None:
        messages.info(request, _("That was sent already."))
        return redirect("account_parked")
    request.taken_from_parked = taken
    return None
