"""When a change is over: translated anew and public, or said still to fit."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from courses.languages import carrying, settling, status
from courses.models import Change, Course
from office.audit import Entry
from tests.courses.languages.changing import (
    AT,
    blocks,
    spanish,
    strings,
    told,
    with_words,
    words,
)

OTHER = "<p>Call 999.</p>"


@pytest.fixture
def changed(lesson, publish, eve):
    """The first text in its meaning, the second as a matter of safety."""
    new = "<p>Listen first.</p><p>Then wait.</p>"
    page = publish(lesson, "meaning", by=eve, body=with_words(lesson, 0, new))
    return publish(page, "safety", by=eve, body=with_words(page, 1, OTHER))


def test_translated_anew_and_public_it_is_over(changed, translate):
    for block in blocks(changed):
        translate(changed, block, public=True)
    assert told(changed) == {} and "es nuevo Call 999." in words(changed, 1)


def test_a_notice_stands_until_the_new_words_are_public(changed, translate):
    """Learners still have the old ones; a translator is told at once."""
    translate(changed, blocks(changed)[0])
    assert told(changed)[blocks(changed)[0]] == "meaning"
    assert status.of_page(changed, "es")[1].state == "current"


def test_where_nobody_reads_it_yet_it_is_over_when_saved(changed, translate):
    spanish(changed).unpublish()
    translate(changed, blocks(changed)[1])
    assert told(changed) == {blocks(changed)[0]: "meaning"}


def test_half_translated_is_not_translated(changed, translate, after_commit):
    spanish(changed).unpublish()
    segment = strings(changed, blocks(changed)[0])[0]
    row = StringTranslation.objects.get(translation_of=segment.string, context=segment.context)
    with after_commit():
        row.save()
    assert blocks(changed)[0] in told(changed)


def test_words_that_cannot_be_shown_end_nothing(changed, translate):
    spanish(changed).unpublish()
    translate(changed, blocks(changed)[1], words='<a id="a9">es</a>')
    assert told(changed)[blocks(changed)[1]] == "safety"


def test_a_translator_says_that_the_old_words_still_fit(changed, eve):
    before = Course.objects.get().edition
    for _again in range(2):
        settling.confirm(changed.translation_key, "es", blocks(changed)[0], by=eve, at=AT)
    assert told(changed) == {blocks(changed)[1]: "safety"}
    assert not StringTranslation.objects.filter(tool_name="carried").exists()
    assert Entry.objects.filter(verb=settling.CONFIRMED, actor=eve).count() == 1
    assert Course.objects.get().edition != before


def test_where_no_old_words_stand_nothing_can_be_confirmed(changed, eve):
    with pytest.raises(settling.NothingKept):
        settling.confirm(changed.translation_key, "es", blocks(changed)[1], by=eve, at=AT)
    assert [block.may_be_confirmed for block in status.of_page(changed, "es")[1:3]] == [True, False]


def test_what_was_written_in_bulk_ends_it_too(changed):
    spanish(changed).unpublish()
    locale = Locale.objects.get(language_code="es")
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of=each.string, context=each.context, locale=locale, data="es, a mano"
        )
        for each in strings(changed, blocks(changed)[1])
    )
    assert settling.settled(changed.translation_key, "es")
    assert blocks(changed)[1] not in told(changed)


def test_status_says_what_changed_and_how(changed, django_assert_num_queries):
    key = blocks(changed)[1]
    with django_assert_num_queries(3):
        found = {block.block: block for block in status.of_page(changed, "es")}
    assert (found[key].state, found[key].severity, found[key].old) == (
        "changed",
        "safety",
        "Call 116 111.",
    )
    assert [(s.source, s.translation) for s in found[key].strings] == [("Call 999.", "")]
    assert found[blocks(changed)[2]].state == "current"


def test_of_a_language_nobody_began_all_is_new(lesson, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = status.of_page(lesson, "fr")
    assert {block.state for block in found} == {"new"} and len(found) == 4


EDITS = some.lists(
    some.tuples(
        some.sampled_from(["wording", "meaning", "safety", "translate", "confirm"]),
        some.sampled_from(["One.", "Two.", "Three."]),
        some.sampled_from(["One.", "Two.", "Four."]),
    ),
    max_size=6,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_a_row_stands_while_some_string_is_not_translated_anew(lesson, edits):
    with transaction.atomic():
        twin = spanish(lesson)
        type(twin).objects.filter(pk=twin.pk).update(live=False)
        for verb, *said in edits:
            play(lesson, verb, "".join(f"<p>{each}</p>" for each in said))
            own = StringTranslation.objects.exclude(tool_name="carried").filter(locale=twin.locale)
            known = set(own.values_list("context_id", "translation_of_id"))
            now = {(each.context_id, each.string_id) for each in strings(lesson, blocks(lesson)[0])}
            assert (blocks(lesson)[0] in told(lesson)) == bool(now - known)
        transaction.set_rollback(True)


def play(page, verb, html):
    block = blocks(page)[0]
    if verb == "translate":
        for each in strings(page, block):
            locale = Locale.objects.get(language_code="es")
            StringTranslation.objects.update_or_create(
                translation_of=each.string,
                context=each.context,
                locale=locale,
                defaults={"data": "es", "tool_name": ""},
            )
    elif verb == "confirm":
        try:
            settling.confirm(page.translation_key, "es", block, by=None, at=AT)
        except settling.NothingKept:
            assert Change.objects.filter(block=block).exists()
    else:
        now = type(page).objects.get(pk=page.pk)
        now.body = with_words(now, 0, html)
        now.save()
        carrying.bring(now, at=AT, severities={block: verb}, save=False)
