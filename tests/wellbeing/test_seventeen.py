"""No page for anybody, whatever their part, tells of the private room's boxes: no report, count or
export; and nothing that people keep for themselves is offered for administration."""

import base64

import pytest
from django.apps import apps
from django.test import Client
from wagtail.admin.viewsets import viewsets
from wagtail.snippets.models import get_snippet_models

from people.models import Role
from tests.attacks.addresses import patterns
from tests.conftest import come_in, person
from tests.wellbeing.conftest import BOTH, ask, box, place, put
from wellbeing.models import Slot, Vault

OURS = {Slot, Vault}
FILL = b"kestrel!"


@pytest.fixture
def kept(signed_in):
    """What can be known of Ana's vault by its row: its key, its etag, its bytes."""
    body = box(fill=FILL)[: len(box())]
    assert ask(signed_in, put(body=body)).status_code == 200
    row = Vault.objects.get()
    return [bytes(row.key), bytes(row.etag), FILL * 2, place()]


@BOTH
@pytest.mark.parametrize("role", [*Role, None])
def test_no_address_of_the_site_tells_anybody_of_a_box(kept, role):
    client = Client(raise_request_exception=False)
    if role:
        come_in(client, person(f"asks-{role}", role))
    said = {path: client.get(path) for path in addresses(role)}
    assert sum(answer.status_code == 200 for answer in said.values()) > 5
    telling = [path for path, answer in said.items() if tells(answer, kept)]
    assert telling == []


def test_no_administration_lists_them():
    assert not apps.is_installed("django.contrib.admin")
    assert not OURS & set(get_snippet_models())
    assert not OURS & {getattr(each, "model", None) for each in viewsets.viewsets}


def test_one_address_takes_and_gives_boxes():
    ours = [each for each in patterns() if each.template.startswith("notes/")]
    assert "notes/box" in {each.template for each in ours}
    names = {each.name for each in ours}
    assert names == {
        "room_box",  # the one that knows boxes; all others are the same for everybody
        "room_enter",
        "room_lists",
        "room_manifest",
        "room_takeaway",
        "room_paper",
        "room_asset",
        "",
    }


def addresses(role):
    """All that need no number and end no session; the editor is for who may do everything there."""
    found = {f"/{each.template}" for each in patterns() if not each.gaps}
    left_out = ("/exit/", "/en/account/logout/", "/cms/logout/")
    left_out += () if role == Role.ADMINISTRATOR else ("/cms/",)
    return sorted(path for path in found if not path.startswith(left_out))


def tells(answer, kept):
    body = answer.getvalue()
    return [known for known in kept if any(form in body for form in forms(known))]


def forms(known):
    return known, known.hex().encode(), base64.b64encode(known)[:20]
