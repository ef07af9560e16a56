"""For who saves data: no font of ours, and of each picture the small one."""

import io
import re
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from office.pictures import Picture
from tests.courses.builders import lesson_page, text

LESSON = "/en/courses/listening/first/l1/"
SAVING = {"Save-Data": "on"}


@pytest.fixture
def photo(db):
    file = io.BytesIO()
    Image.new("RGB", (2000, 1500), "teal").save(file, "JPEG")
    return Picture.objects.create(title="A shore", file=ContentFile(file.getvalue(), "shore.jpg"))


@pytest.fixture
def shown(client, ana, course, photo):
    page = lesson_page(course)
    value = {"image": photo.pk, "alt": "A shore.", "caption": ""}
    page.body = [text(), {"type": "image", "id": str(uuid4()), "value": value}]
    page.save_revision().publish()
    client.force_login(ana)
    return lambda **headers: client.get(LESSON, headers=headers)


def test_a_photo_comes_in_the_size_that_the_screen_needs(shown):
    page = shown().content.decode()
    small, large = re.search(r'srcset="(\S+) 480w, (\S+) 1200w"', page).groups()
    assert small != large and f'src="{small}"' in page
    assert 'width="1200" height="900"' in page  # its place is kept


def test_who_saves_data_gets_the_small_one_and_no_font(shown):
    page = shown(**SAVING).content.decode()
    assert page.count("/files/") == 1 and "srcset" not in page and "sizes=" not in page
    assert "data-light" in page and "preload" not in page
    assert "preload" in shown().content.decode()


def test_a_copy_of_one_is_not_given_for_the_other(shown):
    assert "Save-Data" in shown()["Vary"]


def test_both_sizes_can_be_fetched(shown, client):
    for address in re.findall(r"/files/[\w-]+/", shown().content.decode()):
        assert client.get(address).status_code == 200
