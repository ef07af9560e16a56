"""Everybody walks wherever they can, and meets no canary that is not theirs (attack A1)."""

import html
import re
import uuid
from collections import deque

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from courses.enrolment import enrol
from courses.models import Course
from office import notices
from office.files import FileAddress
from people.models import Parked
from tests.conftest import PASSWORD
from tests.courses.builders import (
    lesson_page,
    make_course,
    question,
    question_of,
    text,
    translate,
)
from tests.courses.test_lesson import say
from tests.site.who_sees_what import CANARIES

LINK = re.compile(r"""(?:href|action|src|data-[\w-]*url)=["'](/[^"'#]*)""")
NOT_FOLLOWED = re.compile(r"^/(static|exit)/|/(logout|login)/|^/cms/(sprite|jsi18n)")
UNSENT = '{"fields": [["answer", "kestrelparked"]], "had_files": false}'
FARTHEST = 140  # pages of one walk; the site of this test is smaller
WALKERS = ["visitor", "ana", "bo", "cy", "eve", "kit", "sam"]


@pytest.fixture
def house(ana, bo, cy, eve, kit, sam):
    """A site with a canary in everything that is not for everybody."""
    plant_lessons(ana)
    ana.legal_name, ana.email, ana.chosen_name = "kestrelsix", "kestrelseven@x.org", "kestrelten"
    ana.save()
    notices.add("courses.kestrelnine", to=ana, key="kestrelnine", about="kestrelnine")
    Parked.objects.create(person=ana, path="/en/courses/", parked_at=timezone.now(), body=UNSENT)
    FileAddress.objects.create(path="images/kestrel.png", scope=f"courses:{uuid.uuid4()}")
    return {"ana": ana, "bo": bo, "cy": cy, "eve": eve, "kit": kit, "sam": sam}


def plant_lessons(ana):
    make_course("for-all", lessons=1, body=[text("<p>kestrelone</p>")], audience="public")

    asked = question(options=("Asking", "Offering"))
    asked["value"]["options"][0]["value"]["feedback"] = "kestreleight"
    members = make_course("for-members", lessons=1, body=[text("<p>kestreltwo</p>"), asked])
    alone = make_course("for-one", lessons=1, body=[text("<p>kestrelthree</p>")])
    Course.objects.filter(pk=alone.pk).update(audience="assigned")
    for course in (members, alone):
        enrol(ana, course, by=ana)
    client = Client()
    client.force_login(ana)
    say(client, lesson_page(members), 0, path="/en/courses/for-members/first/l1/")
    draft = lesson_page(members)
    draft.body = [text("<p>kestrelfour</p>"), question_of(draft)]
    draft.save_revision()
    translate(members, "fr", live=False)
    french = lesson_page(members, language="fr")
    french.body = [text("<p>kestrelfive</p>")]
    french.save_revision()


def walk(client):
    """Every page that links lead to, and every address of a known object: (address, text)."""
    seen, waiting = set(), deque(known_addresses())
    while waiting and len(seen) < FARTHEST:
        address = waiting.popleft()
        if address in seen or NOT_FOLLOWED.search(address):
            continue
        seen.add(address)
        answer = client.get(address, follow=True)
        shown = b"".join(answer) if answer.streaming else answer.content
        page = shown.decode(errors="replace")
        yield address, page
        if "html" in answer.get("Content-Type", ""):
            waiting.extend(html.unescape(link) for link in LINK.findall(page))


def known_addresses():
    yield from ("/en/", "/fr/", "/en/courses/", "/en/my-learning/", "/cms/", "/cms/pages/")
    yield from ("/cms/reports/site-history/", "/cms/reports/aging-pages/", "/cms/images/")
    for page in Page.objects.filter(depth__gt=1):
        yield page.url_path
        for part in ("edit/", "view_draft/", "history/"):
            yield f"/cms/pages/{page.pk}/{part}"
    for file in FileAddress.objects.all():
        yield f"/files/{file.pk}/"
    for name in ("account_email", "account_change_password", "mfa_index", "account_logout"):
        yield reverse(name)
    yield from (reverse("account_devices"), reverse("account_parked"))
    yield f"/files/{uuid.uuid4()}/"
    yield "/cms/pages/search/results/?q=kestrel"
    yield "/cms/pages/search/?q=Lesson"


@pytest.mark.parametrize("who", WALKERS)
def test_each_meets_what_is_theirs_and_nothing_else(house, who):
    client = Client()
    if who != "visitor":
        client.force_login(house[who])
    met = {
        canary.stands_in: address
        for address, page in walk(client)
        for canary in CANARIES
        if canary.word in page
    }
    theirs = {canary.stands_in for canary in CANARIES if who in canary.seen_by}
    assert {place: met[place] for place in met.keys() - theirs} == {}
    assert theirs - met.keys() == set()  # a canary that nobody meets would test nothing


def test_what_was_typed_and_who_it_was_stay_out_of_the_log(house, caplog, client):
    client.post("/en/account/login/", {"login": "kestrelseven@x.org", "password": "kestrelpass"})
    client.post("/en/account/login/", {"login": "ana", "password": PASSWORD})
    assert "kestrel" not in caplog.text
