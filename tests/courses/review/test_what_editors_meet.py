"""Whoever works on courses meets nobody's account and nothing of supervision in `/cms/`."""

import html
import re

import pytest
from django.utils import timezone

from courses.joining import enrol
from people.models import Role
from supervision import notes, sessions
from tests.courses.review.conftest import holding
from tests.people.factories import LONG_AGO
from tests.supervision.conftest import agree, meeting

LINK = re.compile(r"""(?:href|action|data-[\w-]*url)=["'](/cms/[^"'#?]*)""")
NOT_FOLLOWED = re.compile(r"/(logout|login|sprite|jsi18n)")
FAR_ENOUGH = 120


@pytest.fixture
def people_who_are_here(ana, bo, course):
    ana.legal_name, ana.email, ana.sign_in_name = "Kestrelsix", "kestrelseven@x.org", "kestrelten"
    ana.save()
    enrol(ana, course, by=ana)
    agree(bo, ana, since=LONG_AGO)
    session = sessions.log(meeting(bo, ana), by=bo, at=timezone.now())
    notes.write_shared(session, "kestrelviola", by=bo, at=timezone.now())


def walk(visitor):
    seen, waiting = set(), ["/cms/"]
    while waiting and len(seen) < FAR_ENOUGH:
        address = waiting.pop(0)
        if address in seen or NOT_FOLLOWED.search(address):
            continue
        seen.add(address)
        answer = visitor.get(address)
        if answer.status_code == 200 and not answer.streaming:
            page = answer.content.decode(errors="replace")
            yield address, page
            waiting += [html.unescape(link) for link in LINK.findall(page)]


@pytest.mark.parametrize(
    "role", [Role.CONTENT_EDITOR, Role.TRANSLATOR, Role.REVIEWER, Role.PUBLISHER]
)
def test_nobody_s_account_and_nothing_of_supervision(people_who_are_here, role):
    visitor = holding("wren", role)
    pages = dict(walk(visitor))
    assert len(pages) > (3 if role != Role.REVIEWER else 1)
    assert [where for where, page in pages.items() if "kestrel" in page.lower()] == []
    for shut in ("/cms/users/", "/cms/groups/", "/en/people/", "/cms/reports/workflow/x/"):
        assert visitor.get(shut).status_code == 404, shut
