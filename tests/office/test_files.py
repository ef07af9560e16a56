"""A private file has one address per scope, answers Range, and is shown only where that is safe."""

import tracemalloc

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404
from django.test import RequestFactory

from office import files
from office.files import FileAddress, address_of
from tests.office.test_due import in_threads

TEN = b"0123456789"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def film():
    return FileAddress(
        path=default_storage.save("films/ten.mp4", ContentFile(TEN)), content_type="video/mp4"
    )


def fetch(address, *, method="get", **headers):
    request = getattr(RequestFactory(), method)(
        "/files/x/", headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    return files.answer(request, address)


def body(response):
    return response.getvalue() if response.streaming else response.content


class TestAddress:
    def test_one_file_in_one_scope_has_one_address(self, db):
        one, two = [address_of("a.png", scope="courses:1", content_type="image/png") for _ in "ab"]
        assert one == two

    def test_the_same_file_in_two_scopes_has_two(self, db):
        one = address_of("a.png", scope="courses:1", content_type="image/png")
        assert one != address_of("a.png", scope="courses:2", content_type="image/png")

    @pytest.mark.django_db(transaction=True)
    def test_asking_at_once_makes_one(self):
        in_threads(5, lambda: address_of("a.png", scope="courses:1", content_type="image/png"))
        assert FileAddress.objects.count() == 1


class TestRange:
    def test_without_one_the_file_comes_whole(self, film):
        response = fetch(film)
        assert (response.status_code, body(response)) == (200, TEN)
        assert (response["Content-Length"], response["Accept-Ranges"]) == ("10", "bytes")

    @pytest.mark.parametrize(
        ("asked", "span", "part"),
        [
            ("bytes=0-0", "0-0", b"0"),
            ("bytes=2-4", "2-4", b"234"),
            ("bytes=7-", "7-9", b"789"),
            ("bytes=-3", "7-9", b"789"),
            ("bytes=-99", "0-9", TEN),
            ("bytes=8-99", "8-9", b"89"),
            ("BYTES=2-4", "2-4", b"234"),
        ],
    )
    def test_a_part_is_that_part(self, film, asked, span, part):
        response = fetch(film, range=asked)
        assert (response.status_code, body(response)) == (206, part)
        assert response["Content-Range"] == f"bytes {span}/10"
        assert response["Content-Length"] == str(len(part))

    @pytest.mark.parametrize("asked", ["bytes=10-", "bytes=99-100", "bytes=-0"])
    def test_a_part_behind_the_end_is_refused_with_the_size(self, film, asked):
        response = fetch(film, range=asked)
        assert (response.status_code, response["Content-Range"]) == (416, "bytes */10")
        assert response["Cache-Control"] == "private, no-store"

    @pytest.mark.parametrize(
        "asked",
        [
            "bytes=0-1,3-4",
            "bytes=5-2",
            "bytes=-",
            "bytes=a-b",
            "bytes=٠-٣",
            "bytes=1_0-",
            "items=0-1",
            "bytes 0-1",
            "bytes=" + "9" * 5000 + "-",
        ],
    )
    def test_what_is_no_single_range_is_ignored(self, film, asked):
        response = fetch(film, range=asked)
        assert (response.status_code, body(response)) == (200, TEN)

    def test_an_empty_file_has_no_parts(self):
        empty = FileAddress(
            path=default_storage.save("e.mp4", ContentFile(b"")), content_type="video/mp4"
        )
        assert fetch(empty, range="bytes=0-").status_code == 416
        assert body(fetch(empty)) == b""

    def test_head_says_how_much_and_sends_nothing(self, film):
        response = fetch(film, method="head", range="bytes=2-4")
        assert (response.status_code, body(response)) == (200, b"")
        assert response["Content-Length"] == "10"


class TestConditions:
    def test_what_is_known_is_not_sent_again(self, film):
        etag = fetch(film)["ETag"]
        response = fetch(film, if_none_match=etag)
        assert (response.status_code, body(response)) == (304, b"")

    def test_a_part_of_the_same_file(self, film):
        etag = fetch(film)["ETag"]
        assert fetch(film, range="bytes=2-4", if_range=etag).status_code == 206

    def test_a_part_of_another_edition_is_the_whole_new_one(self, film):
        response = fetch(film, range="bytes=2-4", if_range='"older"')
        assert (response.status_code, body(response)) == (200, TEN)

    def test_another_edition_has_another_etag(self, film):
        before = fetch(film)["ETag"]
        default_storage.delete(film.path)
        default_storage.save(film.path, ContentFile(TEN + b"x"))
        assert fetch(film)["ETag"] != before


class TestHowItIsShown:
    @pytest.mark.parametrize("kind", ["image/png", "image/svg+xml", "audio/mpeg", "video/mp4"])
    def test_pictures_sound_and_film_in_their_place(self, film, kind):
        film.content_type = kind
        response = fetch(film)
        assert response["Content-Disposition"].startswith("inline; filename=")
        assert response["Cache-Control"] == "private, max-age=300"

    @pytest.mark.parametrize(
        "kind",
        ["text/html", "application/pdf", "application/xhtml+xml", "image/", "x", "image/a b"],
    )
    def test_anything_else_is_handed_over_and_not_kept(self, film, kind):
        film.content_type = kind
        response = fetch(film)
        assert response["Content-Disposition"].startswith("attachment; filename=")
        assert response["Cache-Control"] == "private, no-store"
        assert "sandbox" in response["Content-Security-Policy"]

    def test_the_name_tells_nothing(self, film):
        assert fetch(film)["Content-Disposition"] == 'inline; filename="file.mp4"'

    def test_a_drawing_runs_nothing(self, film):
        film.content_type = "image/svg+xml"
        policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
        assert fetch(film)["Content-Security-Policy"] == policy

    def test_nobody_guesses_its_type(self, film):
        response = fetch(film)
        assert (response["X-Content-Type-Options"], response["Content-Type"]) == (
            "nosniff",
            "video/mp4",
        )


@pytest.mark.parametrize("path", ["gone.png", "../keys/secret_key", "/etc/passwd", "a\0b", "films"])
def test_what_is_not_a_stored_file_is_not_found(film, path):
    with pytest.raises(Http404):
        fetch(FileAddress(path=path, content_type="image/png"))


def test_a_large_file_passes_in_small_pieces(tmp_path):
    (tmp_path / "large.mp4").write_bytes(bytes(20_000_000))
    response = fetch(FileAddress(path="large.mp4", content_type="video/mp4"))
    tracemalloc.start()
    sizes = [len(chunk) for chunk in response]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (sum(sizes), max(sizes)) == (20_000_000, files.CHUNK)
    assert peak < 1_000_000


def test_a_reader_who_leaves_leaves_no_open_file(db, film, monkeypatch):
    opened = []
    open_ = default_storage.open
    monkeypatch.setattr(
        default_storage, "open", lambda *args: opened.append(open_(*args)) or opened[-1]
    )
    response = fetch(film)
    next(iter(response))
    response.close()
    assert opened and all(file.closed for file in opened)
