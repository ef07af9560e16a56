"""A table goes out without formulas and comes back as it was; a bad file is refused in words."""

import csv
import re
from io import BytesIO, StringIO

import pytest
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st

from office import sheets
from office.sheets import BadSheet, read_csv, write_csv

COLUMNS = {"name": ("Name", "Nombre"), "team": ("Team",), "sign_in": ("Sign-in name",)}
ANY_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)
TRICKY = st.text("'\"=+-@＝＋－＠;,\t\r\n a\N{NO-BREAK SPACE}é", max_size=12)
TEXT = ANY_TEXT | TRICKY
RUN = ["=1+1", "+34 600", "-5", "@x", "\tx", "\rx", "\nx", "  =x", "\N{NO-BREAK SPACE}=x", " \t=x"]
RUN += ["＝1", "＋1", "－1", "＠x", "﹦x", "'=x"]


def read(content, *, columns=COLUMNS, most_rows=10, most_bytes=10_000, **more):
    content = content.encode() if isinstance(content, str) else content
    return read_csv(
        BytesIO(content), columns=columns, most_rows=most_rows, most_bytes=most_bytes, **more
    )


def values(content, **more):
    return [list(row.values.values()) for row in read(content, **more).rows]


def refusal(content, **more):
    with pytest.raises(BadSheet) as refused:
        read(content, **more)
    return str(refused.value)


def written(rows, headers=("Name", "Team", "Sign-in name")):
    return b"".join(write_csv(headers, rows))


class TestGoingOut:
    def test_it_is_rfc_4180_with_a_mark_for_excel(self):
        out = written([("Ana", 'She said "yes", then', None)], headers="abc")
        assert out == b'\xef\xbb\xbfa,b,c\r\nAna,"She said ""yes"", then",\r\n'

    def test_it_goes_out_line_by_line(self):
        endless = write_csv(["a"], ([n] for n in iter(int, 1)))
        assert [next(endless) for _ in range(3)] == [b"\xef\xbb\xbf", b"a\r\n", b"0\r\n"]

    @pytest.mark.parametrize("cell", RUN)
    def test_what_a_spreadsheet_would_run_is_shown_instead(self, cell):
        assert sheets.harmless(cell).startswith("'")
        assert sheets.as_typed(sheets.harmless(cell)) == cell

    @pytest.mark.parametrize("cell", ["Ana", "a-b", "ana@example.org", "O'Hara", "1+1", "", "'x"])
    def test_a_plain_cell_stays_plain(self, cell):
        assert sheets.harmless(cell) == sheets.as_typed(cell) == cell

    @given(TEXT)
    def test_no_cell_begins_a_formula(self, text):
        cell = sheets.harmless(text)
        assert not re.match(r"\s*[=+\-@＝＋－＠]|\s*?[\t\r\n]", cell)

    @given(st.lists(TRICKY, min_size=1, max_size=3))
    @example(["x", 'a;=HYPERLINK("https://a.example")', "y"])
    def test_nor_where_a_spreadsheet_cuts_at_semicolons(self, row):
        lines = written([row]).decode("utf-8-sig")
        for line in csv.reader(StringIO(lines, newline=""), delimiter=";"):
            assert not [cell for cell in line if re.match(r"\s*[=+\-@＝＋－＠]", cell)]


class TestThereAndBack:
    @given(st.lists(st.tuples(TEXT, TEXT), max_size=4))
    def test_every_text_comes_back_as_it_was(self, pairs):
        rows = [["x", *pair] for pair in pairs]
        assert values(written(rows)) == rows

    def test_titles_come_back_too(self):
        columns = {"sum": ("=Sum",)}
        assert values(written([["1"]], headers=["=Sum"]), columns=columns) == [["1"]]


class TestComingIn:
    PLAIN = "Name,Team,Sign-in name\r\nAnaïs,ميناء,ana\r\n"

    @pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_in_each_coding_that_spreadsheets_save(self, coding):
        assert values(self.PLAIN.encode(coding)) == [["Anaïs", "ميناء", "ana"]]

    def test_in_the_other_order_of_bytes(self):
        big = b"\xfe\xff" + self.PLAIN.encode("utf-16-be")
        assert values(big) == [["Anaïs", "ميناء", "ana"]]

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_with_each_separator(self, separator):
        assert values(self.PLAIN.replace(",", separator)) == [["Anaïs", "ميناء", "ana"]]

    def test_a_title_with_commas_does_not_mislead(self):
        content = '"Notes, if any, or none";Name;Team;Sign-in name\n;Ana;North;ana'
        assert values(content) == [["Ana", "North", "ana"]]

    @pytest.mark.parametrize(
        "titles", ["name,team,sign_in", "NOMBRE, TEAM ,SIGN-IN NAME", "Ｎame,t e a m,Sign in name"]
    )
    def test_titles_as_people_write_them(self, titles):
        assert values(f"{titles}\nAna,North,ana") == [["Ana", "North", "ana"]]

    def test_other_columns_are_ignored_and_named(self):
        sheet = read("is_superuser,Name,Team,Sign-in name,\nyes,Ana,North,ana,\n")
        assert sheet.ignored == ["is_superuser"]
        assert sheet.rows[0].values == {"name": "Ana", "team": "North", "sign_in": "ana"}

    def test_lines_count_as_in_a_spreadsheet(self):
        sheet = read('Name,Team,Sign-in name\n"A\nb",,\n\n , ,\nBo,,\n')
        assert [(row.line, row.values["name"]) for row in sheet.rows] == [(2, "A\nb"), (5, "Bo")]

    def test_a_short_line_ends_in_nothing(self):
        assert values("Name,Team,Sign-in name\nAna\n") == [["Ana", "", ""]]

    def test_an_optional_column_may_be_missing(self):
        sheet = read("Name,Team\nAna,North\n", optional={"sign_in"})
        assert sheet.rows[0].values == {"name": "Ana", "team": "North"}


class Endless(BytesIO):
    """More than anybody could hold; what was read of it is counted."""

    taken = 0

    def read(self, size=-1):
        assert size >= 0, "the whole file was asked for"
        self.taken += size
        return b"x" * size


class TestRefusal:
    def test_too_large_without_reading_it_all(self):
        file = Endless()
        with pytest.raises(BadSheet, match=r"too large: it may have 1.0.KB at most"):
            read_csv(file, columns=COLUMNS, most_rows=9, most_bytes=1024)
        assert file.taken == 1025

    @pytest.mark.parametrize(
        "content",
        [b"Name,Team\0", b"PK\x03\x04\x9c", b"\xff\xfex", b"\xff", b"\xff\xfe\0\0N\0\0\0"],
    )
    def test_what_is_no_text(self, content):
        assert "save it as “CSV UTF-8”" in refusal(content)

    @pytest.mark.parametrize("content", ["", "\n", "Ana,North,ana\n", "<html>", "\ufeff"])
    def test_no_titles(self, content):
        assert "such as: Name, Team, Sign-in name" in refusal(content)

    def test_a_missing_column_by_its_title(self):
        assert refusal("Nombre,Team\nAna,North").endswith("is: Sign-in name.")

    def test_a_column_twice(self):
        assert "same meaning: Name" in refusal("Name,nombre,Team,Sign-in name\n")

    def test_too_many_rows(self):
        head = "Name,Team,Sign-in name\n"
        assert len(values(head + "a,,\n" * 10)) == 10
        assert "10 rows at most" in refusal(head + "a,,\n" * 11)

    def test_too_many_columns(self):
        head = "Name,Team,Sign-in name" + ",x" * 97
        assert values(head + "\nAna") == [["Ana", "", ""]]
        assert "too many columns" in refusal(head + ",x")
        assert "too many columns" in refusal(head + ",x" * 1_000_000, most_bytes=5_000_000)

    def test_a_line_that_has_slipped(self):
        content = "Name,Team,Sign-in name\nAna,North,ana,,\nBo,North, East,bo\n"
        assert refusal(content) == "Line 3 has more cells than the first line has titles."

    @pytest.mark.parametrize("row", ['"open', '"a"b', '"' + "x" * 200_000 + '"'])
    def test_quotation_marks_that_do_not_close(self, row):
        content = f"Name,Team,Sign-in name\n{row}"
        assert "can't be read" in refusal(content, most_bytes=500_000)

    def test_in_the_language_of_whoever_reads(self):
        with override("ar"):
            assert refusal("")

    @given(st.binary(max_size=200))
    def test_garbage_is_refused_and_breaks_nothing(self, content):
        for before in (b"", b"\xff\xfe", b"Name,Team,Sign-in name\n"):
            try:
                read(before + content)
            except BadSheet as refused:
                assert str(refused)

    @given(st.lists(st.lists(TEXT, max_size=5), max_size=5), st.sampled_from(",;\t"))
    def test_nor_does_any_table(self, rows, separator):
        out = StringIO()
        csv.writer(out, delimiter=separator).writerows([["Name", "Team", "sign-in name"], *rows])
        try:
            read(out.getvalue())
        except BadSheet as refused:
            assert str(refused)
