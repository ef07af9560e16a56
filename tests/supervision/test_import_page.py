"""Bringing earlier hours on the page: seen first, then taken in; scans that the two can fetch."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from supervision.models import Evidence, Line, LineState, Session
from supervision.papers import reading
from tests.conftest import come_in
from tests.supervision.test_import import FINE, PDF, table

PAGE = "/en/supervision/papers/import/"


def upload(content, name="hours.csv"):
    return {"file": SimpleUploadedFile(name, content)}


def shown(client, *lines):
    return client.post(PAGE, upload(table(*lines)))


def take(client, page, **more):
    return client.post(PAGE, {"rows": page.context["rows"], **more})


@pytest.fixture
def page(client, bo, ana, pair):
    """Bo has chosen a table of one row."""
    come_in(client, bo)
    return shown(client, FINE)


def test_nothing_is_kept_before_it_was_seen(page):
    assert "This would happen" in page.content.decode()
    assert not Session.objects.exists()


def test_what_was_seen_is_taken_in(client, page):
    answer = client.post(PAGE, {"rows": page.context["rows"]}, follow=True)
    assert "1 row is taken in." in answer.content.decode()
    assert Line.objects.get().state == LineState.BY_SUPERVISOR


def test_sent_twice_is_taken_in_once(client, page):
    take(client, page)
    take(client, page)
    assert Session.objects.count() == 1


def test_whoever_is_supervised_brings_their_own(client, ana, bo, pair):
    come_in(client, ana)
    content = table("2026-03-02,16:00,60,individual,Bo", head="date,start,minutes,kind,supervisor")
    take(client, client.post(PAGE, upload(content)))
    assert Line.objects.get().state == LineState.BY_SUPERVISEE


def test_one_row_to_put_right_leaves_nothing_to_press(client, page):
    answer = shown(client, FINE, FINE.replace("a1", "a2"))
    assert "At the same time as your session" in answer.content.decode()
    assert "Take these in" not in answer.content.decode()


def test_columns_that_are_not_read_are_named(client, page):
    content = table("2026-03-02,16:00,60,individual,1", head="date,start,minutes,kind,is_staff")
    assert client.post(PAGE, upload(content)).context["ignored"] == ["is_staff"]


@pytest.mark.parametrize("content", [b"", b"\0\0", b"x" * 3_000_000, table(FINE, head="a,b")])
def test_what_is_no_table_comes_back_with_words(client, page, content):
    answer = client.post(PAGE, upload(content))
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


def test_without_a_file_it_says_so(client, page):
    assert "Choose a file first." in client.post(PAGE, {}).content.decode()


@pytest.mark.parametrize(
    "sent", ["", "[", "{}", "[[1]]", '[["x"]]', "[" * 50_000, json.dumps([[1] + [""] * 15] * 2)]
)
def test_what_a_browser_sends_back_is_not_believed(client, page, sent):
    answer = client.post(PAGE, {"rows": sent})
    assert "can&#x27;t be read any more" in answer.content.decode()
    assert not Session.objects.exists()


def test_rows_that_were_changed_on_the_way_are_looked_at_anew(client, cy, page):
    rows = json.loads(page.context["rows"])
    rows[0][1 + reading.NAMES.index("supervisee")] = "cy"
    answer = client.post(PAGE, {"rows": json.dumps(rows)})
    assert "no agreement with anybody" in answer.content.decode()
    assert not Session.objects.exists()


def test_whoever_agreed_with_nobody_finds_no_page(client, cy):
    assert come_in(client, cy).get(PAGE).status_code == 404


def test_a_visitor_is_sent_to_the_door(client, db):
    assert client.get(PAGE).status_code == 302


class TestScans:
    @pytest.fixture
    def scan(self, client, page):
        named = shown(client, FINE + "scan.pdf")
        assert named.context["scans"] == ["scan.pdf"]
        take(client, named, scans=[SimpleUploadedFile("scan.pdf", PDF)])
        return Evidence.objects.get()

    def address(self, scan):
        return f"/en/supervision/papers/evidence/{scan.pk}"

    def test_the_two_fetch_it_under_a_name_that_tells_nothing(self, client, ana, scan):
        come_in(client, ana)
        answer = client.get(self.address(scan))
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"] == 'attachment; filename="scan.pdf"'
        assert answer["Cache-Control"] == "private, no-store"

    def test_the_way_to_it_stands_where_hours_go_out(self, client, ana, cy, scan):
        page = "/en/supervision/papers/"
        assert self.address(scan) in come_in(client, ana).get(page).content.decode()
        assert self.address(scan) not in come_in(client, cy).get(page).content.decode()

    def test_nobody_else(self, client, cy, kit, sam, scan):
        for other in (cy, kit, sam):
            come_in(client, other)
            assert client.get(self.address(scan)).status_code == 404

    def test_a_lost_one_is_not_there(self, client, scan, settings):
        settings.FIELD_ENCRYPTION_KEYS = ["b3RoZXIta2V5LWZvci10ZXN0cy1vbmx5LTMyLWJ5dGU="]
        assert client.get(self.address(scan)).status_code == 404

    def test_one_that_was_not_chosen_is_asked_for_again(self, client, page):
        answer = take(client, shown(client, FINE + "scan.pdf"))
        assert "“scan.pdf” is missing" in answer.content.decode()
        assert "Take these in" in answer.content.decode()
        assert not Session.objects.exists()
