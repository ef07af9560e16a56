"""The paper that lets a person in: neutral, in their language, and hostile names stay letters."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdf
import pytest
import segno
from django.utils.translation import get_language, override

from office.organisation import Organisation
from people.card import Card, as_html, as_pdf, qr
from tools import need

TOKEN = "dGhpcyBpcyBub3QgYSByZWFsIHRva2VuIGF0IGFsbCE"
LINK = f"https://learn.example/es/account/invitation/{TOKEN}/"
WORDS = ["limón", "faro", "nube", "trigo", "piano", "koala", "cesto", "río"]
DAY = date(2026, 12, 9)
FORBIDDEN = ["<script", " style=", "onload", "javascript:", "<style"]


@pytest.fixture(autouse=True)
def harbour(db, settings):
    settings.SITE_URL = "https://learn.example"
    return Organisation.objects.create(
        name="The Harbour Collective for Survivors",
        short_name="Harbour",
        ask_name="Mara",
        ask_phone="+34 600 123 456",
        ask_hours="Mon–Fri 9–17",
    )


def card(**fields):
    plain = Card(LINK, WORDS, "es", "luz.m", DAY)
    return replace(plain, **fields)


def pages_of(cards):
    assert need.has_pango(), "Pango is missing: run `python tools/need.py pango`."
    sheets = pypdf.PdfReader(BytesIO(as_pdf(cards))).pages
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]


class TestWhatItSays:
    def test_words_name_day_and_whom_to_ask(self):
        html = as_html([card()])
        for number, word in enumerate(WORDS, 1):
            assert f">{number}</span> <bdi>{word}</bdi>" in html
        for said in ("luz.m", "9 de diciembre de 2026", "Mara", "+34 600 123 456", "Mon–Fri 9–17"):
            assert f"{said}</bdi>" in html

    def test_where_to_type_the_words_without_any_token(self):
        html = as_html([card()])
        assert "https://learn.example/es/account/card/" in html
        assert TOKEN not in html

    def test_the_short_name_and_nothing_telling(self, harbour):
        html = as_html([card()])
        assert "<bdi>Harbour</bdi>" in html
        assert harbour.name not in html
        assert "Survivors" not in html

    def test_each_in_the_language_of_its_person(self):
        with override("en"):
            html = as_html([card(language="ar"), card(language="es")])
            assert get_language() == "en"
        assert html.startswith('<!doctype html>\n<html lang="ar" dir="rtl">')
        assert '<article class="paper-card" lang="ar" dir="rtl">' in html
        assert '<article class="paper-card" lang="es" dir="ltr">' in html
        assert "ديسمبر" in html

    def test_a_new_way_in_asks_for_a_new_password(self):
        assert "Choose a new password" in as_html([card(language="en", is_reset=True)])
        assert "Choose a password" in as_html([card(language="en")])

    def test_whoever_gave_it_is_asked_where_nobody_is_named(self, harbour):
        harbour.ask_name = harbour.ask_phone = ""
        harbour.save()
        assert "The person who gave you this card" in as_html([card(language="en")])

    def test_a_log_shows_neither_link_nor_words(self):
        assert TOKEN not in repr(card())
        assert "limón" not in repr(card())


def drawn(svg):
    """The dark squares of the code, read back from its path."""
    path = re.search(r'stroke="#000" d="([^"]+)"', svg).group(1)
    x, y, dark = 0, 0.0, set()
    for way, dx, dy, length in re.findall(r"([Mm])(-?\d+) (-?[\d.]+)h(\d+)", path):
        x, y = (int(dx), float(dy)) if way == "M" else (x + int(dx), y + float(dy))
        dark |= {(x + step, int(y)) for step in range(int(length))}
        x += int(length)
    return dark


class TestSquare:
    def test_it_holds_the_link_with_a_quiet_edge(self):
        code = segno.make_qr(LINK, error="m")
        dark = {
            (x + 4, y + 4)
            for y, row in enumerate(code.matrix)
            for x, is_dark in enumerate(row)
            if is_dark
        }
        assert drawn(qr(LINK)) == dark
        side = len(code.matrix) + 8
        assert f'viewBox="0 0 {side} {side}"' in qr(LINK)
        assert f'fill="#fff" d="M0 0h{side}v{side}h-{side}z"' in qr(LINK)

    def test_a_link_of_ours_is_coarse_enough_for_an_old_camera(self):
        assert segno.make_qr(LINK, error="m").version <= 6
        assert segno.make_qr(LINK, error="m").error in ("M", "Q", "H")

    def test_it_needs_no_exception_from_the_policy(self):
        assert [word for word in FORBIDDEN if word in qr(LINK).lower()] == []

    def test_a_link_cannot_leave_the_square(self):
        assert "script" not in qr("https://x.example/<script>alert(1)</script>")


HOSTILE = ["<script>alert(1)</script>", "W" * 500, "a\n\nb&<b>"]
TURNED = "\N{RIGHT-TO-LEFT OVERRIDE}drawkcab"


class TestHostileNames:
    @pytest.mark.parametrize("name", HOSTILE)
    def test_they_stay_letters_on_the_page(self, name):
        html = as_html([card(sign_in_name=name)])
        assert [word for word in FORBIDDEN if word in html] == []

    def test_nor_does_the_organisation_bring_any(self, harbour):
        harbour.short_name = harbour.ask_name = harbour.ask_hours = "<script>x</script>"
        harbour.save()
        assert "<script" not in as_html([card()])

    @pytest.mark.parametrize("name", HOSTILE)
    def test_the_file_holds_them_as_they_are(self, name):
        said = "".join("".join(pages_of([card(sign_in_name=name)])).split())
        assert "".join(name.split()) in said

    def test_one_that_turns_round_turns_nothing_after_it(self):
        text = pages_of([card(language="en", sign_in_name=TURNED)])[0]
        assert "backward" in text
        assert "9 December 2026" in text

    def test_a_long_one_drives_no_word_off_the_paper(self):
        sheets = pages_of([card(sign_in_name="W" * 500)])
        assert all(word in " ".join(sheets) for word in WORDS)


class TestPaper:
    def test_words_come_out_of_the_file_as_they_are_typed(self):
        assert "1 limón 2 faro 3 nube 4 trigo" in pages_of([card()])[0]

    def test_arabic_words_come_out_as_they_are_typed(self):
        words = ["قهوة", "بيت", "نافذة", "أخضر", "شجرة", "بحيرة", "حلوى", "كتاب"]
        text = pages_of([card(language="ar", words=words)])[0]
        assert [word for word in words if word not in text] == []

    @pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
    def test_two_stand_on_each_sheet(self, language):
        assert len(pages_of([card(language=language)] * 4)) == 2

    def test_none_is_cut_by_the_end_of_a_sheet(self):
        sheets = pages_of([card(sign_in_name=f"person{n}") for n in range(5)])
        assert ["person" in sheet and "Harbour" in sheet for sheet in sheets] == [True] * 3
