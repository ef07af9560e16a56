"""A fresh sign-in: what cannot be undone, or tells everything, asks once more who is there.

The sign-in itself counts for as long as a repeated password does (allauth alone would ask again at
once): it proves no less. A person without a password or second step signs in anew instead.
"""

import time
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records


def is_fresh(request) -> bool:
    records = get_authentication_records(request, request.user)
    newest = max((record.get("at", 0) for record in records), default=0)
    return time.time() - newest < app_settings.REAUTHENTICATION_TIMEOUT


def way_to(request, to: str) -> str:
    """Where a person shows once more that it is them, and then goes on; empty where nobody can.

    The address of a page, never a form that was sent: allauth would keep it with all its headers.
    """
    ways = get_adapter().get_reauthentication_methods(request.user)
    return f"{ways[0]['url']}?{urlencode({'next': to})}" if ways else ""
