"""What the pages of rules, of statements and of others who teach share in the editor.

Whoever coordinates keeps all three; to everybody else there are no such pages.
"""

import hashlib
import json

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people import api as people

RULES = "rules_desk"
DESKS = {  # by the name of its address
    RULES: (gettext_lazy("Rules of certificates"), "list-ul"),
    "statement_desk": (gettext_lazy("Statements to sign"), "edit"),
    "provider_desk": (gettext_lazy("Others who teach"), "group"),
}


def may_keep(user) -> bool:
    return people.may(user, "keep", "scheme")


def only_keepers(request) -> None:
    if not may_keep(request.user):
        raise Http404


def head(desk: str, title: str = "") -> dict:
    """What Wagtail's header asks for, and the way between the three."""
    words, icon = DESKS[desk]
    first = {"url": reverse(desk) if title else "", "label": words}
    here = [{"url": "", "label": title}] if title else []
    return {
        "header_title": title or words,
        "header_icon": icon,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            first,
            *here,
        ],
        "tabs": [
            {"url": reverse(name), "label": label, "is_here": name == desk}
            for name, (label, _icon) in DESKS.items()
        ],
    }


def mark_of(said: object) -> str:
    """Of what somebody has before them, so that nobody writes over somebody else unseen."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
