"""The page of the room: the same bytes for everybody, and every script in it has its hash."""

import base64
import hashlib
import re

import pytest
from django.test import Client

from office import organisation
from office.organisation import Organisation
from tests.conftest import come_in, person
from wellbeing import serving

LANGUAGES = ("en", "es", "fr", "ar")
TAG = re.compile(r"<(link|script)\s([^>]*)>")
VALUE = re.compile(r'([\w-]+)="([^"]*)"')
BETRAYS = re.compile(r"well-?being|self-?care|self-?check|burn-?out|trauma|trafficking", re.I)


def page(client, language="en"):
    answer = client.get(f"/{language}/notes/")
    assert answer.status_code == 200
    return answer.content


def tags(html, name, **wanted):
    found = [dict(VALUE.findall(rest)) for tag, rest in TAG.findall(html) if tag == name]
    return [each for each in found if wanted.items() <= each.items()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_gets_the_same_bytes(language, ana, bo, kit):
    visitors = [Client(), *(come_in(Client(), one) for one in (ana, bo, kit))]
    assert len({page(each, language) for each in visitors}) == 1


def test_nothing_that_differs_between_people_or_sites_changes_it(client, ana, settings):
    before = page(client)
    Organisation.objects.create(name="Kestrel House", short_name="Kestrel", colour="#883344")
    organisation.forget()
    person("noor", languages=["ar"])
    settings.SITE_URL = "https://other.example"
    settings.SECRET_KEY = "k" * 60
    client.cookies["text"] = "large"
    assert page(come_in(client, ana)) == before
    assert client.get("/en/notes/?a=kestrel", headers={"Save-Data": "on"}).content == before
    assert client.get("/en/notes/", headers={"Accept-Language": "ar"}).content == before


def test_it_has_no_token_and_sets_no_cookie(client, db):
    answer = client.get("/en/notes/")
    assert not answer.cookies
    for told in (b"csrf", b"nonce", b"testserver", b"/static/"):
        assert told not in answer.content


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_each_language(client, db, language):
    html = page(client, language).decode()
    way = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{way}"' in html


def test_it_speaks_all_that_ship_where_a_site_offers_fewer(client, db, settings):
    settings.LANGUAGES = [("en", "English"), ("ar", "العربية")]
    before = serving.shell("fr")
    assert page(client, "fr") == before


@pytest.mark.parametrize("language", ["de", "xx", "zz"])
@pytest.mark.parametrize("path", ["/{}/notes/", "/notes/-/notes-{}.html", "/notes/-/paper-{}.html"])
def test_it_speaks_no_other(client, db, language, path):
    answer = client.get(path.format(language))
    assert answer.status_code == 404


def test_its_title_and_its_addresses_tell_nothing(client, db):
    html = page(client).decode()
    assert "<title>Notes</title>" in html
    named = [value for _, rest in TAG.findall(html) for _, value in VALUE.findall(rest)]
    assert len(named) > 20
    assert [name for name in named if BETRAYS.search(name)] == []


class TestScripts:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_is_named_ahead_with_the_hash_of_what_is_served(self, client, db, language):
        html = page(client, language).decode()
        ahead = tags(html, "link", rel="modulepreload")
        entries = tags(html, "script")
        assert [entry["src"] for entry in entries] == ["/notes/-/main.js"]
        found = {each["href"]: each["integrity"] for each in ahead}
        found["/notes/-/main.js"] = entries[0]["integrity"]
        for address, integrity in found.items():
            digest = hashlib.sha256(client.get(address).content).digest()
            assert integrity == f"sha256-{base64.b64encode(digest).decode()}", address
        assert len(found) == len(ahead) + 1 > 20

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_all_that_a_module_imports_is_among_them(self, client, db, language):
        """Else the browser refuses it, under the Integrity-Policy of the page."""
        from wellbeing import takeaway  # noqa: PLC0415

        named = {file.path for file in serving.modules(language)}
        imported = {file.path for file in takeaway.in_order("main.js", language)}
        assert imported <= named
        assert f"words/{language}.js" in imported

    def test_none_stands_in_the_page_itself(self, client, db):
        html = page(client).decode()
        assert re.findall(r"<script[^>]*>([^<]*)</script>", html) == [""]
        assert not re.search(r"\son\w+=|javascript:|style=", html)

    def test_what_only_the_worker_loads_is_not_among_them(self):
        paths = {file.path for file in serving.modules("en")}
        assert not {path for path in paths if "worker" in path or "umd" in path}


class TestFiles:
    def test_each_is_served_as_it_was_written(self, client, db):
        kinds = {
            ".js": "text/javascript; charset=utf-8",
            ".css": "text/css; charset=utf-8",
            ".json": "application/json",
            ".woff2": "font/woff2",
        }
        for path, file in serving.files().items():
            answer = client.get(f"/notes/-/{path}")
            assert answer.content == file.body
            suffix = path[path.rfind(".") :]
            assert answer["Content-Type"] == kinds.get(suffix, answer["Content-Type"])

    def test_packed_ones_are_the_same(self, client, db):
        import gzip  # noqa: PLC0415

        answer = client.get("/notes/-/main.js", headers={"Accept-Encoding": "gzip"})
        assert answer["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.content) == serving.files()["main.js"].body

    @pytest.mark.parametrize(
        "path", ["../settings.py", "%2e%2e/x", "", "screens/", "main.js/", "/etc/passwd", "a\0b"]
    )
    def test_nothing_else_is(self, client, db, path):
        assert client.get(f"/notes/-/{path}").status_code == 404

    def test_a_file_that_changed_is_read_anew(self, client, db, settings, tmp_path):
        settings.ROOM_FILES = tmp_path
        for text in ("one", "another"):
            (tmp_path / "main.js").write_text(text)
            assert client.get("/notes/-/main.js").content == text.encode()
