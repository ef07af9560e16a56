"""A source is changed: what stands in its translations, and what readers are told."""

import pytest
from django.core.exceptions import ValidationError
from wagtail_localize.models import StringTranslation, Translation

from courses.languages import carrying, changes
from courses.models import Change
from tests.courses.builders import text
from tests.courses.languages.changing import (
    AT,
    blocks,
    spanish,
    told,
    with_words,
    words,
)
from tests.courses.questions.asked import KINDS

OTHER = "<p>Call 999.</p>"


@pytest.mark.parametrize("severity", ["wording", "meaning"])
def test_a_change_keeps_the_old_words_and_a_row(lesson, publish, eve, severity):
    page = publish(lesson, severity, by=eve, body=with_words(lesson, 1, OTHER))
    assert "es Call 116 111." in words(page, 1)
    assert told(page) == {blocks(page)[1]: severity}
    row = changes.of([page.translation_key], "es")[page.translation_key, blocks(page)[1]]
    assert row.old == "Call 116 111."


def test_a_matter_of_safety_shows_the_words_of_the_source(lesson, publish, eve):
    page = publish(lesson, "safety", by=eve, body=with_words(lesson, 1, OTHER))
    assert words(page, 1) == OTHER.replace("<p>", words(page, 1).split("Call")[0])
    assert told(page) == {blocks(page)[1]: "safety"}
    assert "es Listen first." in words(page, 0)


def test_right_answers_follow_whatever_became_of_the_words(lesson, publish, eve):
    raw = [dict(each) for each in lesson.body.raw_data]
    for option in raw[2]["value"]["options"]:
        option["value"]["is_right"] = not option["value"]["is_right"]
    raw[2]["value"]["prompt"] = "<p>What harms?</p>"
    page = publish(lesson, "safety", by=eve, body=raw)
    flags = [
        [each["is_right"] for each in p.body[2].value["options"]] for p in (page, spanish(page))
    ]
    assert flags[0] == flags[1] == [True, False, True]
    assert "What harms?" in str(spanish(page).body[2].value["prompt"])


def test_a_paragraph_that_changed_is_paired_in_its_place(lesson, publish, eve):
    new = "<p>Listen first.</p><p>Then offer a choice.</p>"
    page = publish(lesson, "meaning", by=eve, body=with_words(lesson, 0, new))
    assert "es Listen first." in words(page, 0) and "es Then ask." in words(page, 0)
    assert Change.objects.get().old == "Listen first.\nThen ask."


def test_where_counts_differ_new_words_stand_in_the_source_s(lesson, publish, eve):
    new = "<p>Listen first.</p><p>Then wait.</p><p>Then offer.</p>"
    page = publish(lesson, "wording", by=eve, body=with_words(lesson, 0, new))
    assert "es Listen first." in words(page, 0)
    assert "Then wait." in words(page, 0) and "es Then" not in words(page, 0)
    assert told(page) == {blocks(page)[0]: "wording"}


def test_what_is_put_back_is_current_again(lesson, publish, eve):
    page = publish(lesson, "safety", by=eve, body=with_words(lesson, 1, OTHER))
    page = publish(page, body=with_words(page, 1, "<p>Call 116 111.</p>"))
    assert told(page) == {} and "es Call 116 111." in words(page, 1)


def test_a_block_that_moved_is_current(lesson, publish):
    page = publish(lesson, body=list(reversed(lesson.body.raw_data)))
    assert told(page) == {} and "es Call 116 111." in words(page, 1)


def test_the_graver_severity_and_the_oldest_words_stay(lesson, publish, eve):
    page = publish(lesson, "meaning", by=eve, body=with_words(lesson, 1, OTHER))
    since = Change.objects.get().since
    page = publish(page, "safety", by=eve, body=with_words(page, 1, "<p>Call nobody.</p>"))
    page = publish(page, "wording", by=eve, body=with_words(page, 1, OTHER))
    row = Change.objects.get()
    assert (row.severity, row.old, row.since) == ("safety", "Call 116 111.", since)
    assert "es Call" not in words(page, 1)


def test_a_block_that_nobody_translated_has_no_row(lesson, publish):
    new = text("<p>Another one.</p>")
    page = publish(lesson, body=[*lesson.body.raw_data, new])
    page = publish(page, body=with_words(page, 3, "<p>Another, changed.</p>"))
    assert told(page) == {}


def test_rows_go_with_their_block(lesson, publish, eve):
    page = publish(lesson, "meaning", by=eve, body=with_words(lesson, 1, OTHER))
    page = publish(page, body=page.body.raw_data[:1])
    assert told(page) == {}


def test_titles_summaries_and_notes_are_blocks_too(lesson, publish, translate, eve):
    page = publish(lesson, note="It tells of a flight.")
    translate(page, "note", public=True)
    page = publish(page, "meaning", by=eve, title="Hear", note="It tells of violence.")
    assert told(page) == {"title": "meaning", "note": "meaning"}
    assert spanish(page).title.startswith("es Lesson")
    assert spanish(page).note == "es nuevo It tells of a flight."


def test_a_question_of_a_bank_and_a_summary_are_too(lesson, publish, translate, eve):
    module = lesson.get_parent().specific
    module = publish(module, summary="The first part.", bank=[KINDS["question"]])
    block = f"bank.{module.bank[0].id}"
    translate(module, block)
    translate(module, "summary", public=True)
    raw = [dict(module.bank.raw_data[0])]
    raw[0]["value"] = raw[0]["value"] | {"prompt": "<p>Another question?</p>"}
    module = publish(module, "meaning", by=eve, summary="A first part.", bank=raw)
    assert told(module) == {"summary": "meaning", block: "meaning"}
    assert "es nuevo" in str(spanish(module).bank[0].value["prompt"])


def test_what_is_not_live_stays_so_and_is_carried_all_the_same(lesson, publish, eve):
    spanish(lesson).unpublish()
    page = publish(lesson, "meaning", by=eve, body=with_words(lesson, 1, OTHER))
    assert not spanish(page).live and told(page)
    assert StringTranslation.objects.filter(tool_name="carried").count() == 1


def test_a_link_that_is_gone_is_not_carried(lesson, publish, translate, eve):
    page = publish(lesson, body=with_words(lesson, 1, '<p>See <a href="https://a.b">us</a>.</p>'))
    translate(page, blocks(page)[1], public=True)
    page = publish(page, "meaning", by=eve, body=with_words(page, 1, "<p>See us.</p>"))
    assert "es nuevo" not in words(page, 1) and "See us." in words(page, 1)


def test_an_import_compares_by_the_same_verb(lesson, after_commit):
    """Its severities are its own, and it saves the translations itself."""
    lesson.body = with_words(lesson, 1, OTHER)
    lesson.save()
    with after_commit():
        assert carrying.bring(lesson, at=AT, severities={}, overall="meaning", save=False)
    assert told(lesson) == {blocks(lesson)[1]: "safety"}  # the number says more than the pack


def test_one_language_that_is_refused_keeps_no_other_from_it(
    lesson, publish, eve, monkeypatch, caplog
):
    def refuse(self, **kwargs):
        raise ValidationError({"title": "No."})

    monkeypatch.setattr(Translation, "save_target", refuse)
    page = publish(lesson, "meaning", by=eve, body=with_words(lesson, 1, OTHER))
    assert told(page) and "was not brought" in caplog.text


def test_a_change_of_nothing_costs_what_it_did_before(lesson, django_assert_max_num_queries):
    with django_assert_max_num_queries(130):
        carrying.bring(lesson, at=AT, save=False)
