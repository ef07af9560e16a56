"""What a form did not ask for is not taken (attack A20)."""

import pytest

from people.models import Invitation, RoleHeld, Team
from tests.attacks import rows
from tests.attacks.addresses import patterns
from tests.attacks.doors import is_in
from tests.attacks.forms import posts
from tests.conftest import come_in

pytestmark = pytest.mark.django_db

EXTRA = {
    "is_superuser": "1",
    "is_staff": "1",
    "is_active": "0",
    "needs_second_factor": "0",
    "role": "administrator",
    "roles": "administrator",
    "groups": "1",
    "user_permissions": "1",
    "retired_at": "2020-01-01",
    "private_salt": "x",
    "verified": "1",
    "primary": "1",
    "invited_by": "1",
    "by": "1",
    "until_day": "2090-01-01",
    "password": "not the password",
}
STARTS = ["/en/", "/en/account/", "/en/account/email/", "/en/account/2fa/", "/en/courses/"]


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = False


def whose(person):
    """As if somebody else were meant, by every name that a form may have for it."""
    names = ("id", "pk", "person", "user", "to", "about", "learner", "owner", "person_id")
    return dict.fromkeys(names, str(person.pk)) | {"sign_in_name": "taken-over", "team": "1"}


def standing():
    return {
        "accounts": rows.accounts(),
        "groups": rows.memberships(),
        "roles": list(RoleHeld.objects.order_by("pk").values()),
        "invitations": list(Invitation.objects.order_by("pk").values()),
        "teams": list(Team.objects.order_by("pk").values()),
    }


@pytest.mark.parametrize("who", ["ana", "bo"])
def test_no_form_takes_more_than_it_asked_for(client, request, ana, bo, sam, who):
    person = request.getfixturevalue(who)
    come_in(client, person)
    forms = [form for form in posts(client, STARTS) if not form.action.endswith("/leave/")]
    assert len(forms) > 3
    client.get("/en/account/email/")
    before = standing()
    for form in forms:
        for other in (sam, bo if who == "ana" else ana):
            if not is_in(client):
                come_in(client, person)
            typed = form.filled(lambda name: "x@example.net" if name == "email" else None)
            client.post(form.action, typed | EXTRA | whose(other))
        assert standing() == before, form


@pytest.mark.parametrize("who", ["visitor", "ana"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/json"])
def test_no_address_takes_anything_unasked(client, request, ana, sam, who, kind):
    """The same at every address, whether a form leads there or not."""
    if who == "ana":
        come_in(client, ana)
    before = standing()
    typed = EXTRA | whose(sam) | {"email": "x@example.net"}
    for pattern in patterns():
        for path in pattern.filled({"pk": [sam.pk]}):
            if "/logout/" in path or path == "/exit/":
                continue
            if kind == "application/json":
                client.post(path, typed, content_type=kind)
            else:
                client.post(path, typed)
    assert standing() == before
