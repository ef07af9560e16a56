"""What others may see of a page without opening it: its title, its address, its file's name.

Inside, the organisation says what it is. Outside, nothing tells: see office/neutral.py.
"""

import html
import json
import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from office import organisation
from office.neutral import telling_word_in
from office.organisation import Organisation
from people.models import User
from tests.attacks.addresses import patterns
from tests.attacks.doors import come_in_afresh

FULL_NAME = "Centre for Survivors of Trafficking"
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
LINK = re.compile(r"""(?:href|src|action)=["'](/[^"']*)""")
ICON = re.compile(r"""<link[^>]*rel="(?:icon|shortcut icon|apple-touch-icon|manifest)"[^>]*>""")
LANGUAGES = [code for code, _ in settings.LANGUAGES]
QUIET = ("same-origin", "no-referrer", "strict-origin")
TAKEN_UP = re.compile(r"/(logout|login|exit)/|/cms/(sprite|jsi18n|failwhale)")


@pytest.fixture
def house(db):
    call_command("demo", verbosity=0)
    Organisation.objects.update(name=FULL_NAME)
    organisation.forget()


def everywhere(languages):
    """Every page, and every address of the site, in every language; of the editor, its lists."""
    known = {
        "course": ["everyday-practice"],
        "module": ["first-meeting"],
        "lesson": ["at-the-desk"],
        "pk": list(User.objects.values_list("pk", flat=True)[:1]),
    }
    ours = [each for each in patterns() if not (each.gaps and each.template.startswith("cms/"))]
    found = {filled for each in ours for filled in [*each.filled(known)][:1]} | {edited()}
    found |= set(Page.objects.filter(depth__gt=1).values_list("url_path", flat=True))
    for address in sorted(found):
        if not TAKEN_UP.search(address):
            yield from sorted({address.replace("/en/", f"/{code}/", 1) for code in languages})


def edited():
    return f"/cms/pages/{Page.objects.filter(slug='at-the-desk').first().pk}/edit/"


def outside(answer, address):
    """What is seen of one answer from outside, by what it is; and, apart, what it says inside."""
    text = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")
    yield "inside", text
    yield "address", address
    yield "leads to", answer.get("Location", "")
    yield "file name", answer.get("Content-Disposition", "")
    yield "cookies", " ".join(answer.cookies)
    if "html" in answer.get("Content-Type", ""):
        yield "title", " ".join(map(html.unescape, TITLE.findall(text)))
        yield "links", " ".join(map(html.unescape, LINK.findall(text)))
        yield "icons", " ".join(ICON.findall(text))


def test_nothing_tells_what_the_site_is_about(house):
    """One site for all four walks: to load it takes longer than to walk it."""
    found, titles, inside = [], set(), ""
    for who in ("", "ana", "eve", "sam"):
        client = signed_in(who)
        for address in everywhere(LANGUAGES if who in ("", "ana") else ("en", "ar")):
            answer = client.get(address)
            assert answer["Referrer-Policy"] in QUIET, address
            seen = dict(outside(answer, address))
            inside += seen.pop("inside")
            titles.add(seen.get("title"))
            found += [(address, *each) for each in seen.items() if tells(each[1])]
    assert found == []
    assert "Trauma-informed care" in inside and FULL_NAME in inside  # said, but not out there
    assert {"Lesson · Harbour", "Editor · Harbour", "Today · Harbour"} <= titles


def signed_in(who):
    client = Client()
    if who:
        come_in_afresh(client, User.objects.get(email=f"{who}@demo.example"))
    return client


def tells(words):
    return telling_word_in(words) or FULL_NAME in words


def test_a_home_screen_shows_the_short_name_alone(client, db):
    Organisation.objects.create(name=FULL_NAME, short_name="Harbour")
    manifest = json.loads(client.get("/manifest.webmanifest").content)
    assert manifest["name"] == manifest["short_name"] == "Harbour"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert telling_word_in(json.dumps(manifest, ensure_ascii=False)) == ""


def test_the_list_knows_such_words_in_four_languages():
    for words in ("For Survivors", "Víctimas de trata", "Rescapés de la traite", "الناجيات"):
        assert telling_word_in(words)
    for words in ("Supervision", "Certificados", "Attestations", "شهادات"):
        assert telling_word_in(words) == ""
