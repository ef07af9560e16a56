"""Coming in as somebody would: with a password, then a code."""

import re
import time

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import SESSION_KEY

from tests.conftest import PASSWORD, come_in

LOGIN = "/en/account/login/"
STEP = "/en/account/2fa/authenticate/"
TOO_OFTEN = re.compile(r"[Tt]oo (many|often)")
SECRET = "JBSWY3DPEHPK3PXP"


def give_totp(person):
    """An authenticator app; gives back the recovery codes that came with it."""
    totp.TOTP.activate(person, SECRET)
    return RecoveryCodes.activate(person).get_unused_codes()


def code_now(steps_ahead=0):
    counter = list(totp.yield_hotp_counters_from_time())
    middle = counter[len(counter) // 2]
    return totp.format_hotp_value(totp.hotp_value(SECRET, middle + steps_ahead))


def give_password(client, person, password=PASSWORD):
    return client.post(LOGIN, {"login": person.sign_in_name, "password": password})


def give_code(client, code):
    client.post(STEP, {"code": code})
    return is_in(client)


def come_in_afresh(client, person):
    """As come_in, with the password given once more a moment ago."""
    come_in(client, person)
    session = client.session
    again = {"method": "password", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [
        *session["account_authentication_methods"],
        again,
    ]
    session.save()
    return client


def is_in(client):
    return SESSION_KEY in client.session


def reset_link(person):
    person.refresh_from_db()  # a link dies with the next sign-in
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    return f"/en/account/password/reset/key/{key}/"


def reset_by_link(client, person, password="another calm password"):  # noqa: S107  of a test
    form = client.get(reset_link(person), follow=True).request["PATH_INFO"]
    return client.post(form, {"password1": password, "password2": password})
