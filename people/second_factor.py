"""The second step at sign-in: who needs one, who has one, and that no page opens before it.

allauth keeps beside each session by what its person came in; a step of the method "mfa" is what
counts here, also for one that was set up in this very session. Setting up is therefore walled in:
only who has no second step yet may go there, else a password alone would be enough to add one.
"""

import ipaddress
import time
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.core.cache import cache
from django.http import HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from office import notices
from people import sessions, tell
from people.models import User
from people.models.session import Kind

STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
FRESH = 15 * 60  # seconds after the password during which nobody is asked for it again
USED_FOR = 120  # seconds for which a code that opened once opens nothing; none lives longer

OF_NOBODY = (
    "/health/",
    "/look/",
    "/h5p/",
    "/manifest.webmanifest",
    "/favicon.ico",
    "/notes/-/",
    "/notes/lists.json",
    "/notes/manifest.json",
)  # asked often, and the same for everybody
LEAVING = frozenset({"exit", "leaving_quickly", "account_logout", "door_help", "support"})
ADDING = frozenset({"mfa_activate_totp", "mfa_add_webauthn"})
AGAIN = frozenset({"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
SETTING_UP = LEAVING | ADDING | AGAIN | {"second_step", "account_lock", "account_here"}
SHOWING_CODES = frozenset({"mfa_view_recovery_codes", "mfa_download_recovery_codes"})


class Required:
    """Whoever needs a second step sees nothing before it, whatever the address and the verb.

    Asked when the address is known: messages can be left by then, and names are safer than paths.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.path.startswith(OF_NOBODY):
            return None
        name = request.resolver_match.view_name
        if name in LEAVING:  # before anybody is looked up: it must work without a database
            return None
        person = request.user
        if not (person.is_authenticated and needs(person)) or passed(request):
            return None
        if is_asked_by_script(view):
            return HttpResponse(status=401)
        if has(person):
            return _sign_in_again(request)
        if name in AGAIN:
            # What was put off for the password would be done past this very question.
            request.session.pop(STATE_SESSION_KEY, None)
        return None if name in SETTING_UP else _to("second_step", request)


def _sign_in_again(request):
    logout(request)
    messages.info(
        request, _("Your account has a second step now. Please sign in once more, with both steps.")
    )
    return _to("account_login", request)


def _to(name, request):
    """There, and afterwards back here; to where a form was sent there is no way back."""
    target = reverse(name)
    if request.method in ("GET", "HEAD"):
        target += f"?{urlencode({'next': request.get_full_path()})}"
    return redirect(target)


def is_asked_by_script(view) -> bool:
    """`view.is_asked_by_script` says that no person waits for a page there: a status is the answer,
    and asking is no sign that somebody is at the device."""
    return getattr(view, "is_asked_by_script", False)


# --- questions
def needs(person) -> bool:
    """Whether a role of today asks for a second step. No query: the answer is kept with them."""
    return person.needs_second_factor


def has(person) -> bool:
    """Whether there is a second step to ask for. One query."""
    return Authenticator.objects.filter(user=person, type__in=STEPS).exists()


def passed(request) -> bool:
    """Whether this session came through a second step. No query."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def may_remove(factor: Authenticator) -> bool:
    """Not the last one of somebody whose role needs one; recovery codes alone are no step."""
    if factor.type not in STEPS or not needs(factor.user):
        return True
    others = Authenticator.objects.filter(user_id=factor.user_id, type__in=STEPS)
    return others.exclude(pk=factor.pk).exists()


def is_first_set_up(request) -> bool:
    """Whether the password need not be asked for a second time within a quarter of an hour.

    allauth asks again before every change to second steps, even right after sign-in. That guards
    against whoever finds a signed-in screen: it stays for everybody who has a second step to lose.
    Not for the very first one, nor for the codes that are shown right after it.
    """
    match = getattr(request, "resolver_match", None)
    name = match.view_name if match else ""
    if name in ADDING:
        return not has(request.user) and _was_lately(request, method="password")
    return name in SHOWING_CODES and _was_lately(request, method="mfa", is_first=True)


def _was_lately(request, **wanted) -> bool:
    since = time.time() - FRESH
    records = get_authentication_records(request, request.user)
    return any(
        record["at"] > since and all(record.get(key) == value for key, value in wanted.items())
        for record in records
    )


# --- passkeys
def no_passkey(request) -> str:
    """Why no passkey can be made here: "address" (a browser makes none for a bare number), "shared"
    (it would stay behind for the next person), or empty where one can."""
    if not takes_passkeys(request):
        return "address"
    if request.session.get(sessions.KIND, Kind.SHARED) == Kind.SHARED:
        return "shared"
    return ""


def takes_passkeys(request) -> bool:
    """Whether the site is open under a name."""
    host, _port = split_domain_port(request.get_host())
    return not is_number(host)


def is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


# --- codes
def take_code(person, code: str) -> bool:
    """Whether the code opens for the first time. A code is good for a minute and a half
    (MFA_TOTP_TOLERANCE), its use longer: whoever looks over a shoulder can't type it again."""
    return cache.add(f"people.code:{person.pk}:{code}", 1, timeout=USED_FOR)


# --- changes, each in the transaction of its cause
def added(request, factor: Authenticator) -> None:
    """This session has passed; every other one of the person ends; they are told."""
    person = request.user
    others = Authenticator.objects.filter(user=person, type__in=STEPS).exclude(pk=factor.pk)
    request.session.cycle_key()
    record_authentication(
        request, person, "mfa", type=factor.type, id=factor.pk, is_first=not others.exists()
    )
    sessions.end_all(person, except_key=request.session.session_key)
    _tell("added", person, factor)


def removed(factor: Authenticator) -> None:
    _tell("removed", factor.user, factor)


def new_codes(factor: Authenticator) -> None:
    """The paper of before is worth nothing now; whoever has it should know."""
    _tell("changed", factor.user, factor)


def _tell(what: str, person: User, factor: Authenticator) -> None:
    notices.add("people.factor_changed", to=person, key=f"{what}-step:{factor.pk}", about=what)
    tell.note(
        f"{what} second step",
        by=person,
        about=person,
        kind="people.second_step",
        key=factor.pk,
        at=timezone.now(),
    )
