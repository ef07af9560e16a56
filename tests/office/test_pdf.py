"""A page becomes a file with its words as text, in our fonts; nothing is fetched for it."""

import logging
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pypdf
import pytest
from django.core.exceptions import SuspiciousFileOperation

from office import pdf
from tools import need

SHEET = '<link rel="stylesheet" href="/static/css/paper.css">'


@pytest.fixture(autouse=True)
def pango():
    assert need.has_pango(), "Pango is missing: run `python tools/need.py pango`."


@pytest.fixture
def no_complaints(caplog):
    """WeasyPrint says in its log what it could not do as asked."""
    with caplog.at_level(logging.WARNING, "weasyprint"):
        yield
    assert [record.getMessage() for record in caplog.records] == []


def page(inside, *, lang="en", way="ltr", head=SHEET):
    title = "<meta charset=utf-8><title>Your way in</title>"
    return (
        f'<!doctype html><html lang="{lang}" dir="{way}">{title}{head}<body>{inside}</body></html>'
    )


def read(html):
    return pypdf.PdfReader(BytesIO(pdf.render(html)))


def text_of(html):
    return " ".join(" ".join(sheet.extract_text().split()) for sheet in read(html).pages)


def fonts_of(file):
    fonts = file.pages[0]["/Resources"]["/Font"].values()
    return {font.get_object()["/BaseFont"].split("+")[1] for font in fonts}


class TestWhatIsInIt:
    def test_latin_letters_are_ours(self, no_complaints):
        assert fonts_of(read(page("<p>Ñandú, <b>œuvre</b>"))) == {
            "Atkinson-Hyperlegible-Next",
            "Atkinson-Hyperlegible-Next-Bold",
        }

    def test_arabic_comes_out_as_it_is_written(self, no_complaints):
        written = "أهلاً بك في المرفأ، وجّه الكاميرا إلى المربع"
        html = page(f"<p>{written}</p>", lang="ar", way="rtl")
        assert text_of(html) == written
        assert fonts_of(read(html)) == {"Amiri"}

    def test_it_knows_its_language_and_its_parts(self, no_complaints):
        root = read(page("<h1>Way in</h1>", lang="ar", way="rtl")).trailer["/Root"]
        assert root["/Lang"] == "ar"
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root

    def test_it_says_what_made_it_and_nothing_of_whom(self):
        assert dict(read(page("<p>x")).metadata) == {
            "/Producer": read(page("<p>x")).metadata["/Producer"],
            "/Title": "Your way in",
        }

    def test_it_claims_to_last(self):
        metadata = read(page("<p>x")).trailer["/Root"]["/Metadata"].get_object().get_data()
        assert b'pdfaid:part="3"' in metadata
        assert b'pdfaid:conformance="A"' in metadata


@contextmanager
def listener():
    """A server on this machine; what it was asked for."""
    asked = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


ATTACKS = [
    '<img src="{}">',
    '<iframe src="{}"></iframe><embed src="{}"><object data="{}"></object>',
    '<link rel="stylesheet" href="{}">',
    "<style>@import url({}); @font-face {{ font-family: a; src: url({}) }}</style>",
    '<p style="background: url({})">x</p><ul style="list-style-image: url({})"><li>x</ul>',
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<image href="{}" xlink:href="{}" width="9" height="9"/><use href="{}#a"/></svg>',
    '<link rel="attachment" href="{}"><a rel="attachment" href="{}">x</a>',
    '<base href="{}"><img src="a.png"><link rel="stylesheet" href="/static/css/paper.css">',
]


def with_address(attack, address):
    return attack.format(*[address] * attack.count("{}"))


class TestNothingIsFetched:
    @pytest.mark.parametrize("attack", ATTACKS)
    def test_from_a_server(self, attack):
        with listener() as (address, asked):
            pdf.render(page(with_address(attack, f"{address}/x"), head=""))
        assert asked == []

    @pytest.mark.parametrize("attack", ATTACKS)
    def test_from_the_disk(self, attack, tmp_path):
        secret = tmp_path / "secret.css"
        secret.write_text("p::before { content: 'CANARY' } CANARY")
        made = pdf.render(page(with_address(attack, secret.as_uri()), head=""))
        file = pypdf.PdfReader(BytesIO(made))
        assert "CANARY" not in file.pages[0].extract_text()
        assert file.attachments == {}

    @pytest.mark.parametrize(
        "address",
        [
            "file:///etc/passwd",
            "data:text/css,p{}",
            "https://paper.invalid/css/paper.css",
            "https://paper.invalid/static/img/mark.svg",
            "https://paper.invalid.example/static/css/paper.css",
            "HTTPS://PAPER.INVALID/static/css/paper.css",
            "//paper.invalid/static/css/paper.css",
        ],
    )
    def test_another_address_is_not_ours(self, address):
        with pytest.raises(pdf.NotOurs):
            pdf.asset(address)

    @pytest.mark.parametrize("climb", ["../", "%2e%2e/", "..%2f", "%2fetc/", "a/../../../"])
    def test_nobody_climbs_out_of_the_folder(self, climb, settings, tmp_path):
        settings.STATIC_ROOT = tmp_path / "static"
        (tmp_path / "x.css").write_text("CANARY")
        with pytest.raises((pdf.NotOurs, pdf.NotBuilt, SuspiciousFileOperation)):
            pdf.asset(f"https://paper.invalid/static/{climb}x.css")

    def test_a_built_font_is_handed_out(self):
        with pdf.asset("https://paper.invalid/static/fonts/amiri-400.woff2") as font:
            assert font.read(4) == b"wOF2"

    def test_a_sheet_that_is_not_built_stops_it(self):
        with pytest.raises(pdf.NotBuilt, match="nowhere"):
            pdf.render(page("", head='<link rel="stylesheet" href="/static/css/nowhere.css">'))


WITHOUT = """
import ctypes.util, sys
import cffi
def missing(self, name, flags=0): raise OSError(f"cannot load library {name}")
cffi.FFI.dlopen = missing
import django; django.setup()
from office import pdf
assert "weasyprint" not in sys.modules
try:
    pdf.render("<p>x")
except pdf.NoPdf as problem:
    print("SAID", problem)
"""


def test_without_pango_it_says_so_and_what_to_do():
    """In a process of its own, where no library loads, as on a bare machine."""
    command = [sys.executable, "-c", WITHOUT]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "learning.settings.test"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert "SAID This site cannot make PDF files" in done.stdout, done.stderr
