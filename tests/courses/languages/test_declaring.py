"""Asked once, before a source is published, how much its changes mean for the translations."""

import pytest
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail_localize.models import TranslationSource

from courses.languages import declaring
from courses.models import Declared, LessonPage
from people.groups import derive_groups
from people.models import Role
from tests.conftest import come_in, person
from tests.courses.languages.changing import (
    AT,
    blocks,
    told,
    with_words,
    words,
)

OTHER = "<p>Call 999.</p>"
ON = {"action-publish": "1", "past-reason": "It is urgent."}  # what a review asks beside us


@pytest.fixture
def desk(client, db):
    pia = person("pia", Role.CONTENT_EDITOR, Role.PUBLISHER)
    derive_groups(pia, pia.day())
    return come_in(client, pia)


@pytest.fixture
def form(desk, lesson, after_commit):
    """Publish the lesson from the editor, its second text changed, and go on with an answer."""

    def sent(second=OTHER, **more):
        page = LessonPage.objects.get(pk=lesson.pk)
        first = page.body.raw_data[0]
        raw = {
            "title": page.title, "slug": page.slug, "minutes": 10, "short_text": "",
            "short_alt": "", "short_picture": "", "note": "", "what_changed": "",
            "topics": streamfield([]),
            "body": streamfield([
                ("text", rich_text(first["value"])), ("text", rich_text(second)),
            ]),
        }  # fmt: skip
        data = nested_form_data(raw)
        data |= {f"body-{n}-id": page.body[n].id for n in range(2)}
        with after_commit():
            return desk.post(f"/cms/pages/{page.pk}/edit/", data | ON | more)

    return sent


def test_publishing_asks_with_old_and_new_words(form, lesson):
    page = form().content.decode()
    assert "Call 116 111." in page and "Call 999." in page
    assert "Suggested: a matter of safety." in page
    assert 'name="action-publish" value="1"' in page
    assert "116 111" in str(LessonPage.objects.get(pk=lesson.pk).body)


def test_with_the_answer_it_is_published(form, lesson):
    answer = form(**{named(lesson): "meaning", "changes-overall": ""})
    assert answer.status_code == 302
    assert told(lesson) == {blocks(lesson)[1]: "meaning"}
    assert not Declared.objects.exists()
    assert "es Call 116 111." in words(lesson, 1)


def named(lesson):
    return f"changes-{blocks(lesson)[1]}"


def test_what_the_question_sends_on_is_the_whole_form(form, desk, lesson, after_commit):
    hidden = form().context["sent"]
    with after_commit():
        url = f"/cms/pages/{lesson.pk}/edit/"
        answer = desk.post(url, dict(hidden) | {"changes-overall": "wording"})
    assert answer.status_code == 302 and told(lesson) == {blocks(lesson)[1]: "wording"}


def test_where_nothing_that_is_translated_changed_nobody_is_asked(form, lesson):
    assert form(second=lesson.body.raw_data[1]["value"]).status_code == 302


def test_a_page_without_translations_is_published_at_once(form, lesson):
    TranslationSource.objects.all().delete()
    assert form().status_code == 302


def test_what_is_no_severity_is_asked_again(form, lesson):
    answer = form(**{"changes-overall": "<b>", named(lesson): "x"})
    assert answer.status_code == 422 and "Select a valid choice" in answer.content.decode()
    assert not told(lesson)


def test_without_an_answer_it_is_as_suggested(lesson, publish):
    page = publish(lesson, body=with_words(lesson, 1, "<p>Never call 116 111.</p>"))
    assert told(page) == {blocks(page)[1]: "safety"}


def test_a_draft_in_a_workflow_is_answered_before(desk, lesson, publish):
    lesson.body = with_words(lesson, 1, OTHER)
    lesson.save_revision()
    url = f"/cms/languages/changes/{lesson.pk}/"
    assert "Call 999." in desk.get(url).content.decode()
    for _twice in range(2):
        assert desk.post(url, {"changes-overall": "wording"}).status_code == 302
    assert Declared.objects.get().severities == {blocks(lesson)[1]: "wording"}
    lesson.get_latest_revision().publish()
    assert told(lesson) == {blocks(lesson)[1]: "wording"}


def test_answered_before_is_not_asked_again_until_it_is_edited_again(desk, form, lesson):
    lesson.body = with_words(lesson, 1, OTHER)[:2]
    lesson.save_revision()
    desk.post(f"/cms/languages/changes/{lesson.pk}/", {"changes-overall": "meaning"})
    assert "Call 998." in form(second="<p>Call 998.</p>").content.decode()
    assert form().status_code == 302


@pytest.mark.parametrize("who", ["ana", "bo"])
def test_who_does_not_edit_finds_nothing(client, lesson, who, request):
    come_in(client, request.getfixturevalue(who))
    assert client.get(f"/cms/languages/changes/{lesson.pk}/").status_code in (302, 404)


def test_a_callout_that_warns_is_a_matter_of_safety(lesson, publish):
    value = {"tone": "important", "title": "", "text": "<p>Rest now.</p>"}
    raw = [*lesson.body.raw_data, {"type": "callout", "value": value}]
    page = publish(lesson, body=raw)
    said = declaring.Said({}, "", declaring._warnings(page), "en")
    assert said.of(blocks(page)[3], "Rest now.", "Rest then.") == "safety"
    assert said.of(blocks(page)[0], "Rest now.", "Rest then.") == "meaning"


def test_nothing_that_was_said_is_left_for_the_time_after(lesson, publish, eve):
    declaring.declare(lesson, {blocks(lesson)[1]: "wording"}, by=eve, at=AT)
    page = publish(lesson, body=with_words(lesson, 1, OTHER))
    assert told(page) == {blocks(page)[1]: "wording"} and not Declared.objects.exists()
