"""What a release says of the room, and the room in one file."""

import base64
import hashlib
import json
import re

import pytest
from django.core.management import CommandError, call_command

from tests.wellbeing.conftest import signed_lists
from wellbeing import serving, takeaway

LANGUAGES = ("en", "es", "fr", "ar")
ADDRESS = re.compile(r"""\b(?:https?|wss?):?//[^\s"'`<>)]+""")
NAMED = re.compile(r'(?:src|href)="(/notes/[^"]+)"')
IN_SHEET = re.compile(r'url\("?\.\./([^")]+)"?\)|@import "([^"]+)"')
CALLS_OUT = re.compile(r"\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeer\w+)\b")
POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
MODULE = re.compile(r"data:text/javascript;base64,([A-Za-z0-9+/=]+)")
COMMENT = "https://www.npmjs.com/package/hash-wasm"  # where the worker's first part is from
NAMESPACE = "http://www.w3.org/2000/svg"  # a name, which nobody fetches


def said(capsys, *words):
    call_command("room", *words)
    return capsys.readouterr().out


class TestManifest:
    def test_names_every_page_and_file_with_the_hash_of_what_is_served(self, client, db, capsys):
        manifest = json.loads(said(capsys, "manifest"))
        for address, digest in manifest.items():
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert hashlib.sha256(answer.content).hexdigest() == digest, address
        assert {f"/{code}/notes/" for code in LANGUAGES} <= manifest.keys()
        assert {f"/notes/-/{path}" for path in serving.files()} <= manifest.keys()

    def test_is_what_the_site_says_of_itself(self, client, db, capsys):
        told = client.get("/notes/manifest.json").json()
        assert told == json.loads(said(capsys, "manifest"))

    def test_names_all_that_pages_and_sheets_name(self, client, db):
        manifest = serving.manifest()
        pages = [path for path in manifest if path.endswith("/notes/") or "paper" in path]
        named = {
            name for path in pages for name in NAMED.findall(client.get(path).content.decode())
        }
        for path, file in serving.files().items():
            if path.endswith(".css"):
                pairs = IN_SHEET.findall(file.body.decode())
                named |= {f"/notes/-/{one}" for one, _ in pairs if one}
                beside = path.rpartition("/")[0]
                named |= {f"/notes/-/{beside}/{two}" for _, two in pairs if two}
        assert len(named) > 40
        assert named - manifest.keys() == set()

    def test_of_the_same_code_is_the_same_on_every_site(self, settings, lists_file):
        before = serving.manifest()
        settings.SITE_URL = "https://other.example"
        settings.QUICK_EXIT_URL = "https://other.example/"
        settings.LANGUAGES = [("ar", "العربية")]
        lists_file.write_text(signed_lists())
        for kept in (serving._shell, serving._takeaway, serving._paper):
            kept.cache_clear()
        assert serving.manifest() == before


class TestTakeaway:
    @pytest.fixture(params=LANGUAGES)
    def page(self, request, tmp_path):
        call_command("room", "takeaway", request.param, str(file := tmp_path / "a.html"))
        return file.read_text()

    def modules(self, page):
        return [base64.b64decode(each).decode() for each in MODULE.findall(page)]

    def test_may_connect_to_nothing(self, page):
        (policy,) = POLICY.findall(page)
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
        assert rules["default-src"] == rules["connect-src"] == rules["form-action"] == "'none'"
        assert not re.search(r"https?:|\*", policy)
        assert page.index("Content-Security-Policy") < page.index("<script")

    def test_names_no_server_but_where_the_exit_leads(self, page):
        found = {*ADDRESS.findall("".join([page, *self.modules(page)]))}
        assert found - {NAMESPACE, COMMENT, takeaway.AWAY} == set()

    def test_loads_nothing_beside_it_and_hides_what_leads_to_the_site(self, page):
        links = {each for each in re.findall(r'href="([^"]*)"', page) if each[:1] not in "#/"}
        assert links == {takeaway.AWAY}
        assert ':root[data-away] :is(main, .support) [href^="/"]' in page
        assert "src=" not in page and "<link" not in page
        assert not re.search(r'url\((?!"data:)', page.split("</head>")[0])

    def test_holds_every_module_that_another_names(self, page):
        held = re.search(r'<script type="importmap">(.*?)</script>', page, re.S)[1]
        named = json.loads(held)["imports"]
        texts = self.modules(page)
        assert len(texts) == len(named) > 20
        for text in texts:
            for name in re.findall(r'(?:from|import)\s*\(?["\'](room/[^"\'`]+)["\']', text):
                assert name in named
            assert not re.search(r'(?:from|import)\s*\(?["\'`]\.', text)

    def test_takes_the_numbers_of_this_site_along(self, lists_file, tmp_path):
        lists_file.write_text(signed_lists(support=[{"name": "Mina", "phone": "112"}]))
        call_command("room", "takeaway", "en", str(file := tmp_path / "a.html"))
        assert "Mina" in file.read_text()

    def test_ends_in_no_element_that_somebody_wrote(self, lists_file, tmp_path):
        lists_file.write_text(signed_lists(support=[{"name": "</script><script>alert(1)"}]))
        call_command("room", "takeaway", "en", str(file := tmp_path / "a.html"))
        assert "</script><script>alert" not in file.read_text()

    def test_of_the_site_is_the_same_for_everybody(self, client, db, lists_file):
        before = client.get("/notes/-/notes-en.html")
        lists_file.write_text(signed_lists(support=[{"name": "Mina"}]))
        assert client.get("/notes/-/notes-en.html").content == before.content
        assert before["Content-Disposition"] == 'attachment; filename="notes.html"'


@pytest.mark.parametrize(
    "words",
    [
        ("takeaway", "xx", "a.html"),
        ("takeaway", "en"),
        ("takeaway",),
        ("manifest", "more"),
        ("paper", "xx", "a.pdf"),
        ("takeaway", "en", "/nowhere/a.html"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(words):
    with pytest.raises(CommandError):
        call_command("room", *words)


def test_the_blank_check_has_no_program_and_asks_nothing(client, db):
    page = client.get("/notes/-/paper-ar.html").content.decode()
    assert "<script" not in page and "<form" not in page and 'dir="rtl"' in page


def test_the_blank_check_is_set_as_a_pdf(tmp_path):
    call_command("room", "paper", "ar", str(file := tmp_path / "a.pdf"))
    assert file.read_bytes().startswith(b"%PDF-")
