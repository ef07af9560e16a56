"""Whose device is this? Asked at each sign-in; what says nothing is shared.

Shared: the cookie ends with the browser, the session after half a day, the page locks when it is
left alone (`people.lock`), nothing stays. Mine: thirty days, half a day for roles with a second
factor, and a cookie by which the device is known again, so that a new one can be told.
"""

import hashlib
import re
import secrets
import time
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from office import notices
from people.browsers import label_of
from people.models import Device
from people.models.session import Kind
from people.sessions import KIND, LABEL, SEEN, STARTED, UNTIL, moment

SHARED, MINE = Kind.SHARED.value, Kind.MINE.value
SHORT, LONG = timedelta(hours=12), timedelta(days=30)
KNOWN_FOR = timedelta(days=365)
CHOICE = "device_choice"
CHOICE_LASTS = 15 * 60  # seconds, as long as allauth waits for a second step
TOKEN = re.compile(r"[\w-]{43}", re.ASCII)


def _described():
    return [
        (SHARED, _option(Kind.SHARED.label, SHARED_MEANS)),
        (MINE, _option(Kind.MINE.label, MINE_MEANS)),
    ]


def _option(name, meaning):
    return format_html('<strong>{}</strong> <span class="option__more">{}</span>', name, meaning)


SHARED_MEANS = _(
    "You are signed out when the browser closes. The page locks after ten minutes of quiet. "
    "Nothing stays on the device."
)
MINE_MEANS = _(
    "You stay signed in for 30 days, in some roles for 12 hours. "
    "When you sign in on a new device, we tell you."
)


class DeviceField(forms.ChoiceField):
    """The question, for every form that lets somebody in. What is left out or made up is shared."""

    def __init__(self, **options):
        options = {
            "label": _("Whose device is this?"),
            "choices": _described,
            "widget": forms.RadioSelect,
            "initial": SHARED,
            "required": False,
        } | options
        super().__init__(**options)

    def bound_data(self, data, initial):
        return data or initial

    def clean(self, value):
        return kind_of(value)


def kind_of(said) -> str:
    return MINE if said == MINE else SHARED


def is_shared(request) -> bool:
    """Whether the session of this request is on a device that others use too."""
    return kind_of(request.session.get(KIND)) == SHARED


def keep_choice(request, person, kind: str) -> None:
    """For the step after this one; bound to the person, so that nobody else inherits it."""
    request.session[CHOICE] = [kind, str(person.pk), time.time()]


def _kept_choice(request, person) -> str:
    kind, whose, when = request.session.pop(CHOICE, None) or ["", "", 0]
    is_theirs = whose == str(person.pk) and time.time() - when < CHOICE_LASTS
    return kind if is_theirs else SHARED


def come_in(request, user, **kwargs) -> None:
    """Django's own signal: somebody signed in, by whichever door."""
    kept = _kept_choice(request, user)
    begin(request, kind_of(request.POST.get("device", kept)), person=user)


def begin(request, kind: str, *, person, at=None) -> None:
    at = at or timezone.now()
    session = request.session
    session[LABEL] = label_of(request.META.get("HTTP_USER_AGENT", ""))
    session[STARTED] = session[SEEN] = at.isoformat()
    choose(request, kind, person=person, at=at)


def choose(request, kind: str, *, person=None, at=None) -> None:
    """Say whose device the current session is on; its end counts from the sign-in."""
    person, at = person or request.user, at or timezone.now()
    session = request.session
    session[KIND] = kind_of(kind)
    started = moment(session.setdefault(STARTED, at.isoformat()))
    session[UNTIL] = (started + lasts(session[KIND], person)).isoformat()
    settle_cookie(session)
    if session[KIND] == MINE:
        request.device_cookie = _recognise(request, person, at)
    else:
        request.device_cookie = ""


def lasts(kind: str, person) -> timedelta:
    return LONG if kind == MINE and not person.needs_second_factor else SHORT


def settle_cookie(session) -> None:
    """Also after allauth's form, which lets every cookie end with the browser."""
    session.set_expiry(moment(session[UNTIL]) if session[KIND] == MINE else 0)


def has_outlived(request, *, at) -> bool:
    """A role with a second factor, given during thirty days, makes them half a day."""
    started = moment(request.session.get(STARTED))
    if started is None or at - started <= SHORT:
        return False
    return at - started > lasts(request.session.get(KIND), request.user)


def _recognise(request, person, at) -> str:
    """The cookie to set. A device that is new to this person is told to them."""
    token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    token = token if TOKEN.fullmatch(token) else secrets.token_urlsafe(32)
    label = request.session.get(LABEL, "")
    device, is_new = Device.objects.update_or_create(
        person=person,
        fingerprint=fingerprint(person, token),
        defaults={"label": label, "last_seen_at": at},
        create_defaults={"label": label, "first_seen_at": at, "last_seen_at": at},
    )
    if is_new and person.last_login:  # the first sign-in is the sign-up itself: nothing to tell
        key = f"new_device:{device.pk}"
        notices.add("people.new_device", to=person, key=key, about=device.pk)
    return token


def fingerprint(person, token: str) -> str:
    """With the person in it, so that rows do not tell who uses one device."""
    return hashlib.sha256(f"{person.pk}:{token}".encode()).hexdigest()


def go(request, user, **kwargs) -> None:
    """Django's own signal, sent before the session is emptied."""
    if user is not None:
        request.clear_site_data = what_to_clear(request)


def what_to_clear(request) -> str:
    """Not "cookies" as a whole: the language stays, and it tells nothing of anybody.

    On a device that is only theirs, what waits sealed to be sent stays, also while nobody is
    signed in; scripts take the rest (`static/js/exit.js`).
    """
    signed_in = SESSION_KEY in request.session
    is_own = not is_shared(request) if signed_in else is_known(request)
    return '"cache"' if is_own else '"cache", "storage"'


def is_known(request) -> bool:
    """Whether somebody said here that only they use it. A sign-in as shared unsays it."""
    return bool(TOKEN.fullmatch(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")))


class AtTheDoor:
    """What a sign-in or sign-out leaves in the browser, or takes from it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        cookie = getattr(request, "device_cookie", None)
        if cookie:
            _set_cookie(response, cookie)
        elif cookie is not None and settings.DEVICE_COOKIE_NAME in request.COOKIES:
            response.delete_cookie(settings.DEVICE_COOKIE_NAME, samesite="Lax")
        if hasattr(request, "clear_site_data"):
            response.headers.setdefault("Clear-Site-Data", request.clear_site_data)
        return response


def _set_cookie(response, token: str) -> None:
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        token,
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
