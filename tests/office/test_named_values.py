"""Words that stand in many places: kept once, filled everywhere, never shown as braces."""

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory
from django.utils.html import mark_safe

from courses import draft_checks
from courses.joining import enrol
from courses.shelf_hooks import tell_of_missing_values
from office import named_values
from office.audit import Entry
from office.named_values import Book, keep, names_in, without_value
from office.organisation import Organisation
from people.models import Role
from tests.conftest import come_in, person
from tests.courses.builders import lesson_page, make_course, question, text, translate

LESSON = "/en/courses/listening/first/l1/"


@pytest.fixture
def number(sam):
    texts = {"en": "112", "ar": "911 <b>"}
    return keep("emergency-number", label="the emergency number", texts=texts, by=sam)


@pytest.fixture
def speaking(db):
    """A course that names values in a title, a text, a callout, a question and its answer."""
    callout = {
        "tone": "care",
        "title": "Ring {emergency-number}",
        "text": "<p>Or {whom-to-tell}.</p>",
    }
    body = [
        text("<p>Ring <b>{emergency-number}</b> at {organisation-name}.</p>"),
        {"type": "callout", "id": "5f0c3a52-0d4e-4f6c-9a41-3f6f0c1d2e3b", "value": callout},
        question("Who answers {emergency-number}?", options=("{whom-to-tell}", "Nobody", "All")),
    ]
    course = make_course(body=body)
    page = lesson_page(course)
    page.title = "When to ring {emergency-number}"
    page.save_revision().publish()
    course.refresh_from_db()
    return course


def seen(client, ana, address=LESSON):
    return client.get(address).content.decode()


# --- the words
def test_a_value_is_escaped_and_set_apart(number):
    filled = Book().fill(mark_safe("<p>Ring {emergency-number}.</p>"), "ar")
    assert filled == "<p>Ring <bdi>911 &lt;b&gt;</bdi>.</p>"


def test_in_plain_words_signs_set_it_apart(number):
    assert Book().fill("Ring {emergency-number}", "en") == "Ring \u2068112\u2069"


def test_within_a_tag_no_element_is_put(number):
    filled = Book().fill(mark_safe('<img alt="{emergency-number}">'), "ar")
    assert filled == '<img alt="\u2068911 &lt;b&gt;\u2069">'


def test_a_link_to_ring_holds_the_number_alone(number):
    rows = named_values.NamedValue.objects.filter(name="emergency-number")
    rows.update(texts={"en": "+1 112 0 <b>"})
    filled = Book().fill(mark_safe('<a href="tel:{emergency-number}">{emergency-number}</a>'), "en")
    assert filled.startswith('<a href="tel:+11120%3Cb%3E"><bdi>+1 112 0')


def test_a_language_without_words_falls_back_and_says_so(number):
    filled = Book().fill(mark_safe("{emergency-number}"), "fr")
    assert filled == '<bdi lang="en">112</bdi>'


@pytest.mark.parametrize("written", ["{whom-to-tell}", "{Whom_to_tell}", "{ whom-to-tell }"])
def test_without_a_value_plain_words_stand_there(db, written):
    assert Book().fill(written, "en") == "\u2068the person in charge\u2069"


def test_a_name_that_nobody_knows_is_plain_words_too(db):
    assert Book().fill("{duty-desk}", "en") == "\u2068duty desk\u2069"


def test_the_organisations_name_comes_by_itself(db):
    Organisation.objects.create(name="Harbour House", short_name="Harbour")
    assert Book().fill("{organisation-name}", "en") == "\u2068Harbour House\u2069"
    assert without_value(["organisation-name", "whom-to-tell"]) == ["whom-to-tell"]


@pytest.mark.parametrize(
    "words", ["{}", "{1}", "a { b } c }", "{two words}", "{<b>x</b>}"], ids=range(5)
)
def test_other_braces_are_left_alone(db, words):
    left = words if words != "a { b } c }" else "a \u2068b\u2069 c }"
    assert Book().fill(words, "en") == left


def test_names_are_found_once_in_order():
    assert names_in("{b} {a} {b} {A}") == ["b", "a"]


def test_a_text_without_braces_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        Book().fill("Nothing to see.", "en")


# --- in courses
def test_learners_read_the_value_in_every_kind_of_block(client, ana, speaking, number):
    enrol(ana, speaking, by=ana)
    page = seen(come_in(client, ana), ana)
    assert "{" not in page.partition("<article")[2].partition("</article>")[0]
    assert page.count("112") >= 4 and "the person in charge" in page
    assert "When to ring \u2068112\u2069" in seen(client, ana, "/en/courses/listening/")


def test_a_change_is_seen_at_the_next_page(client, ana, speaking, number, sam):
    come_in(client, ana)
    assert "112" in seen(client, ana)
    keep("emergency-number", label="", texts={"en": "999"}, by=sam)
    page = seen(client, ana)
    assert "999" in page and "112" not in page


def test_another_name_of_the_organisation_is_seen_too(client, ana, speaking):
    row = Organisation.objects.create(name="Harbour House", short_name="Harbour")
    come_in(client, ana)
    assert "<bdi>Harbour House</bdi>" in seen(client, ana)
    row.name = "Hill House"
    row.save()
    assert "<bdi>Hill House</bdi>" in seen(client, ana)


def test_an_arabic_page_has_the_arabic_value(client, ana, speaking, number):
    translate(speaking, "ar")
    page = seen(come_in(client, ana), ana, "/ar/courses/listening/first/l1/")
    assert "911 &lt;b&gt;" in page


def test_a_draft_marks_what_has_no_value(speaking):
    page = lesson_page(speaking)
    shown = page.make_preview_request(preview_mode=page.default_preview_mode).content.decode()
    assert "{whom-to-tell}: no value yet" in shown


def test_the_checks_of_a_draft_name_what_has_no_value(speaking, number):
    found = [each for each in draft_checks.of(lesson_page(speaking)) if each.code == "value"]
    assert [each.message for each in found] == [
        "{whom-to-tell} has no value yet. Learners read plain words in its place."
    ]


def test_who_publishes_is_told_what_has_no_value(speaking, number):
    request = RequestFactory().post("/")
    request._messages = CookieStorage(request)
    tell_of_missing_values(request, lesson_page(speaking))
    assert ["{whom-to-tell}" in str(each) for each in request._messages] == [True]


# --- the desk
def test_an_editor_keeps_a_value_and_the_audit_knows(client, eve, speaking):
    come_in(client, eve)
    sent = {"label": "", "text_en": "  Sam, 3rd floor ", "text_es": ""}
    assert client.post("/cms/values/whom-to-tell/", sent).status_code == 302
    assert Book().said("whom-to-tell", "es").words == "Sam, 3rd floor"
    assert Entry.objects.get(verb="kept value").actor == eve
    assert "Lesson 1 title" not in client.get("/cms/values/").content.decode()
    assert "When to ring" in client.get("/cms/values/whom-to-tell/").content.decode()


@pytest.mark.parametrize("name", ["Two Words", "-x", "organisation-name", "emergency-number", ""])
def test_a_bad_name_comes_back_with_words(client, eve, number, name):
    answer = come_in(client, eve).post("/cms/values/add/", {"name": name, "text_en": "x"})
    assert answer.status_code == 422


def test_words_in_a_language_that_was_added_stay(client, eve, sam):
    keep("office-phone", label="", texts={"en": "1", "uk": "2"}, by=sam)
    page = come_in(client, eve).get("/cms/values/office-phone/")
    fields = page.context["form"]
    sent = {name: fields[name].initial or "" for name in fields.fields}
    client.post("/cms/values/office-phone/", sent | {"text_en": "3"})
    assert named_values.row_of("office-phone").texts == {"en": "3", "uk": "2"}


def test_what_is_removed_is_plain_words_again(client, eve, number):
    come_in(client, eve).post("/cms/values/emergency-number/remove/")
    assert Book().said("emergency-number", "en").is_missing
    assert client.post("/cms/values/emergency-number/remove/").status_code == 302


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PUBLISHER])
def test_who_else_may(client, db, role):
    assert come_in(client, person("pat", role)).get("/cms/values/").status_code == 200


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.TRAINEE])
def test_who_may_not(client, db, role):
    come_in(client, person("pat", role))
    for address in ("", "add/", "emergency-number/"):
        assert client.get(f"/cms/values/{address}").status_code == 404
    assert named_values.NamedValue.objects.count() == 0
