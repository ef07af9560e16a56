"""Words that nobody let out yet stay in the draft, whatever else is published or handed in."""

import pytest
from wagtail_localize.models import StringTranslation

from courses.review import handing_in
from tests.courses.builders import text
from tests.courses.languages.changing import blocks, spanish, told, with_words, words

OTHER = "<p>Call 999.</p>"


@pytest.fixture
def waiting(lesson, translate):
    """Better words for the first text, saved and not published."""
    translate(lesson, blocks(lesson)[0], "es mejor")
    return lesson


def test_they_do_not_come_out_with_a_change_of_the_source(waiting, publish, eve):
    before = words(waiting, 0)
    for n, other in enumerate((OTHER, "<p>Call 112.</p>")):
        page = publish(waiting, "wording", by=eve, body=with_words(waiting, 1, other))
        assert words(page, 0) == before, n
    kept = StringTranslation.objects.filter(data__startswith="es mejor", has_error=False)
    assert kept.count() == 2


def test_nor_in_the_place_of_the_text_that_changed(waiting, publish, eve):
    new = "<p>Listen first.</p><p>Then wait.</p>"
    page = publish(waiting, "meaning", by=eve, body=with_words(waiting, 0, new))
    assert "es mejor" not in words(page, 0) and "es Then ask." in words(page, 0)


def test_a_notice_stands_until_they_are_out(lesson, publish, translate, eve):
    page = publish(lesson, "meaning", by=eve, body=with_words(lesson, 0, "<p>Wait.</p>"))
    translate(page, blocks(page)[0], "es mejor")
    page = publish(page, "wording", by=eve, body=with_words(page, 1, OTHER))
    assert blocks(page)[0] in told(page) and "es mejor" not in words(page, 0)
    translate(page, blocks(page)[0], "es mejor", public=True)
    assert blocks(page)[0] not in told(page) and "es mejor" in words(page, 0)


def test_the_draft_that_was_begun_has_them_again(waiting, publish, eve, after_commit):
    with after_commit():
        handing_in.hand_in(spanish(waiting), by=eve)
        handing_in.take_back(spanish(waiting), by=eve)
    page = publish(waiting, "wording", by=eve, body=with_words(waiting, 1, OTHER))
    assert "es mejor" in spanish(page).get_latest_revision_as_object().body[0].value.source


def test_handing_a_translation_in_publishes_nothing(waiting, eve, after_commit):
    before = words(waiting, 0)
    with after_commit():
        handing_in.hand_in(spanish(waiting), by=eve)
    twin = spanish(waiting)
    assert words(waiting, 0) == before
    assert "es mejor" in twin.get_latest_revision_as_object().body[0].value.source


def test_what_was_read_before_its_source_went_on_comes_out_with_all_of_it(
    waiting, publish, translate, eve, after_commit
):
    with after_commit():
        handing_in.hand_in(spanish(waiting), by=eve)
    read = spanish(waiting).get_latest_revision()
    body = [*with_words(waiting, 1, OTHER), text("<p>Brand new.</p>")]
    page = publish(waiting, "safety", by=eve, body=body)
    assert "es mejor" not in words(page, 0)
    translate(page, blocks(page)[2], "es sin leer")
    with after_commit():
        read.publish()
    assert "es mejor" in words(page, 0) and words(page, 3) == "<p>Brand new.</p>"
    assert "es sin leer" not in str(spanish(page).body[2].value["prompt"])
    assert told(page) == {blocks(page)[1]: "safety"}
