"""An activity that has a package for each language: one activity, played in the reader's own."""

import pytest

from courses.joining import enrol
from courses.models import Attempt, H5PState
from tests.courses.activities.conftest import AT, BLOCK, activity_of, course_with, own
from tests.courses.activities.test_playing import HERE, LESSON, statement
from tests.courses.builders import translate


@pytest.fixture
def activity(db, media):
    row = activity_of(own())
    arabic = own("what-can-wait.ar.h5p")
    row.versions.create(package=arabic, at=AT)
    row.own, row.packages, row.titles = "what-can-wait", {"ar": arabic.pk}, {"ar": arabic.title}
    row.save()
    return row


@pytest.fixture
def reader(client, ana, activity):
    course = course_with(activity)
    for language in ("ar", "es"):
        translate(course, language)
    enrol(ana, course, by=ana)
    client.force_login(ana)
    return client


def there(address, language):
    return address.replace("/en/", f"/{language}/")


def page(reader, language):
    return reader.get(there(LESSON, language)).content.decode()


def state(reader, package, text=None, language="en"):
    where = there(f"{HERE}/state/{BLOCK}/", language)
    if text is None:
        return reader.get(where, {"package": package}).json()
    return reader.post(where, {"package": package, "key": "0:state", "text": text}).status_code


def test_each_reader_plays_it_in_their_language(reader, activity):
    assert f'data-package="{activity.packages["ar"]}"' in page(reader, "ar")
    assert f'data-package="{activity.package_id}"' in page(reader, "en")
    assert "ما يمكن أن ينتظر" in page(reader, "ar") and "?lang=ar" in page(reader, "ar")


def test_a_language_that_it_lacks_plays_the_first(reader, activity):
    assert f'data-package="{activity.package_id}"' in page(reader, "es")


def test_the_pass_opens_the_package_of_the_language(reader):
    player = page(reader, "ar").partition('data-player="')[2].partition('"')[0].partition("?")[0]
    content = b"".join(reader.get(f"{player}content/content.json").streaming_content)
    assert "ماذا تقولون" in content.decode()


def test_what_is_done_in_one_language_is_done(reader):
    where = there(f"{HERE}/statement/{BLOCK}/", "ar")
    assert reader.post(where, {"statement": statement()}).json()["done"]
    assert "This activity is done." in page(reader, "en")
    assert Attempt.objects.filter(block_id=BLOCK).count() == 1


def test_a_place_in_one_language_outlives_a_look_into_another(reader, activity):
    arabic = activity.packages["ar"]
    assert state(reader, activity.package_id, '{"a":1}') == 204
    assert state(reader, arabic, language="ar") == {"states": {}, "is_new": False}
    assert state(reader, arabic, '{"a":2}', language="ar") == 204
    assert state(reader, activity.package_id) == {"states": {"0:state": '{"a":1}'}, "is_new": False}
    assert state(reader, arabic, language="ar")["states"] == {"0:state": '{"a":2}'}


def test_another_package_in_its_place_starts_anew_in_every_language(reader, activity):
    state(reader, activity.packages["ar"], '{"a":2}', language="ar")
    newer = own("passing-it-on.en.h5p")
    activity.versions.create(package=newer, at=AT)
    activity.package, activity.own, activity.packages = newer, "", {}
    activity.save()
    assert f'data-package="{newer.pk}"' in page(reader, "ar")
    assert state(reader, newer.pk, language="ar") == {"states": {}, "is_new": True}
    assert state(reader, newer.pk, "{}", language="ar") == 204
    assert H5PState.objects.get().package == newer
