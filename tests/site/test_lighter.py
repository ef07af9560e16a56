"""Pages go out compressed, files do not."""

import gzip

from django.test import Client

from tests.conftest import come_in
from tests.courses.builders import make_course

TAKES_IT = {"HTTP_ACCEPT_ENCODING": "gzip"}


def test_a_page_is_compressed_and_says_so(ana):
    course = make_course("listening", lessons=1)
    client = come_in(Client(), ana)
    answer = client.get(f"/en/courses/{course.slug}/", **TAKES_IT)
    assert answer["Content-Encoding"] == "gzip" and "Accept-Encoding" in answer["Vary"]
    assert b"<h1" in gzip.decompress(answer.content)
    assert int(answer["Content-Length"]) == len(answer.content)


def test_its_length_tells_nothing_exact(ana):
    client = come_in(Client(), ana)
    lengths = {len(client.get("/en/account/", **TAKES_IT).content) for _ in range(12)}
    assert len(lengths) > 3


def test_who_does_not_ask_for_it_gets_it_plain(ana):
    answer = come_in(Client(), ana).get("/en/account/")
    assert "Content-Encoding" not in answer and b"<h1" in answer.content


def test_a_file_is_left_as_it_is(ana):
    course = make_course("listening", lessons=1)
    answer = come_in(Client(), ana).get(f"/en/courses/{course.slug}/one-page.pdf", **TAKES_IT)
    assert "Content-Encoding" not in answer
