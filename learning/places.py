"""The places of My account: one list for the page and for the links on every page of it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Place:
    name: str
    title: str | Promise
    line: str | Promise


GROUPS = [
    (
        _("About me"),
        [
            Place("account_names", _("My names"), _("What others call you here.")),
            Place(
                "account_languages",
                _("Languages and time zone"),
                _("Which languages you read, and what time it is where you are."),
            ),
            Place(
                "account_notices",
                _("Notices, and how I am told"),
                _("What you were told, and whether it also goes out by mail."),
            ),
            Place("account_breaks", _("My breaks"), _("Days on which you are away from work.")),
        ],
    ),
    (
        _("Getting in"),
        [
            Place("account_change_password", _("Password"), _("Change it whenever you like.")),
            Place(
                "account_email",
                _("Email"),
                _("Where mail to you goes. You can do without an address."),
            ),
            Place(
                "mfa_index",
                _("Second step"),
                _("A code or a key beside the password."),
            ),
            Place(
                "account_devices",
                _("Devices"),
                _("Where you are signed in, and how to end it."),
            ),
        ],
    ),
    (
        _("My data"),
        [
            Place(
                "account_record",
                _("What we hold about me"),
                _("What, why and for how long, and who looked at it."),
            ),
            Place("account_export", _("A copy of my data"), _("All of it, to take with you.")),
            Place("account_leave", _("Leave"), _("Close your account for good.")),
        ],
    ),
]


def groups() -> list[dict]:
    """With addresses in the language of the page."""
    return [
        {"title": title, "places": [_shown(place) for place in places]} for title, places in GROUPS
    ]


def _shown(place: Place) -> dict:
    return {"title": place.title, "line": place.line, "url": reverse(place.name)}
