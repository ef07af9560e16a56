"""What one does for oneself in a lesson: what stands in the page, and what never leaves it."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from courses import prose
from courses.blocks import LessonBlocks
from courses.doings import blocks
from courses.joining import enrol
from courses.models import LessonPage
from office import organisation
from office.organisation import Organisation
from people.groups import derive_groups
from tests.conftest import come_in
from tests.courses.builders import lesson_page, make_course, question, text, translate
from tests.courses.doings import ALL, CHECKLIST, OWN_STEPS, PAUSE, REFLECTION, SURVEY
from tests.courses.test_cost import forget, statements
from tests.courses.test_lesson import LESSON, read
from tests.courses.test_ways import taken
from tests.office.test_support import OPENS

SECTION = r'(?s)<section class="{}".*?</section>'


@pytest.fixture
def course(db):
    return make_course(body=[text(), *ALL])


@pytest.fixture
def page(client, ana, course, on_it):
    client.force_login(ana)
    return read(client)


def section(page, name):
    return re.search(SECTION.format(name), page)[0]


def test_a_checklist_has_real_boxes_and_says_that_ticks_are_not_kept(page):
    shown = section(page, "checklist")
    assert shown.count('type="checkbox"') == 2 and "Some water" in shown
    assert "Your ticks are not kept." in shown


def test_a_pause_is_words_first_and_nothing_moves_before_it_is_asked_for(page):
    shown = section(page, "pause")
    assert "A moment." in shown and "Breathe out slowly, a little longer than in." in shown
    assert re.search(r'class="breath" data-breath hidden', shown)
    assert "breath--moves" not in page


def test_an_editors_own_steps_take_the_place_of_ours(page):
    assert "Drink tea." in page and page.count("data-breath ") == 1


def test_it_is_said_that_a_reflection_is_not_kept_before_the_box_and_tied_to_it(page):
    shown = section(page, "reflection")
    said = re.search(r'id="(not-kept-[^"]+)">This is not kept\.', shown)
    box = re.search(r"<textarea[^>]*>", shown)
    assert said.end() < box.start() and f'aria-describedby="{said[1]}"' in box[0]
    assert "<b>well</b>" in shown


def test_what_one_ticks_and_writes_has_no_name_and_stands_in_no_form(page):
    for name in ("checklist", "pause", "reflection"):
        assert not re.search(r"<form|\sname=", section(page, name))
    outside = re.sub(r"(?s)<form.*?</form>", "", page)
    never = re.findall(r"<(?:input|textarea)[^>]*data-never-kept[^>]*>", outside)
    assert len(never) == page.count("data-never-kept") == 3
    assert [field for field in never if "<textarea" in field and 'autocomplete="off"' in field]


def test_the_verbs_of_a_reflection_wait_for_the_script(page):
    assert '<div class="reflection__verbs" hidden>' in page


def test_a_link_leads_to_private_notes_once_they_are_open(client, ana, page):
    assert "my private notes" not in page
    Organisation.objects.create(name="Casa", short_name="Casa", support=OPENS)
    organisation.forget()
    assert '<a href="/en/notes/">Just for me: my private notes</a>' in read(client)


def test_ones_own_language_around_an_editors_words_in_theirs(client, ana, course, on_it):
    client.force_login(ana)
    assert re.search(
        r'lang="en" dir="auto">Some water', read(client, LESSON.replace("en", "ar", 1))
    )


def test_a_translation_is_made_of_segments_and_known_by_the_same_lines(course):
    translate(course, "fr")
    source, french = lesson_page(course), lesson_page(course, language="fr")
    texts = [
        segment.string.data
        for segment in extract_segments(source)
        if isinstance(segment, StringSegmentValue)
    ]
    for words in ("Before", "Some water", "A moment.", "Drink tea.", "What went <b>well</b>?"):
        assert words in texts
    items = french.body.raw_data[1]["value"]["items"]
    assert [item["id"] for item in items] == [item["id"] for item in CHECKLIST["value"]["items"]]


def test_a_draft_shows_them_all(course):
    page = lesson_page(course)
    seen = page.make_preview_request(preview_mode=page.default_preview_mode).content.decode()
    for words in ("Some water", "Drink tea.", "It is useful.", "data-reflection"):
        assert words in seen


@pytest.mark.parametrize("name", ["checklist", "pause", "reflection", "survey"])
def test_the_editor_previews_each_before_it_is_chosen(client, eve, name):
    derive_groups(eve, eve.day())
    come_in(client, eve)
    block = LessonPage.body.field.stream_block.child_blocks[name]
    assert block.is_previewable and block.get_description()
    where = reverse("wagtailadmin_block_preview")
    seen = client.get(where, {"id": block.definition_prefix}).content.decode()
    assert f'<section class="{name}"' in seen


def test_a_copy_to_take_along_has_the_words_and_none_of_the_tools(client, ana, course, on_it):
    client.force_login(ana)
    file = taken(client)
    for words in ("Some water", "Drink tea.", "What went <b>well</b>?", "Breathe in gently."):
        assert words in file
    for words in ("not kept", "<textarea", "<input", "Move with me", "It is useful."):
        assert words not in file


def test_many_of_them_cost_no_query_more(client, ana, bo, course, on_it):
    make_course("plain", body=[text(), question()])
    make_course("full", body=[text(), question(), *ALL[:4]])
    costs = []
    for slug in ("plain", "full"):
        come_in(client, ana)
        path = f"/en/courses/{slug}/first/l1/"
        client.get(path)
        costs.append(len(statements(lambda path=path: client.get(path))))
    assert costs[0] == costs[1] <= 6


@pytest.mark.parametrize("asks", [[question()], []])
def test_that_a_survey_was_answered_is_known_with_the_rest(client, ana, asks):
    course = make_course("asked", body=[text(), *asks, SURVEY])
    enrol(ana, course, by=ana)
    come_in(client, ana)
    path = "/en/courses/asked/first/l1/"
    assert 'class="survey__form"' in read(client, path)
    say = path.replace("courses/", "courses/-/") + f"survey/{SURVEY['id']}/"
    client.post(say, {"words": "Thanks."})
    assert 'class="survey__form"' not in read(client, path)
    assert "Your answer is counted" in read(client, path)


def test_with_everything_a_lesson_costs_at_most_six_warm_and_twelve_cold(client, ana, bo):
    course = make_course("both", body=[text(), question(), *ALL])
    path = "/en/courses/both/first/l1/"
    for who in (ana, bo):
        enrol(who, course, by=who)
    come_in(client, bo)
    forget()
    assert len(statements(lambda: client.get(path))) <= 12
    client.force_login(ana)
    assert len(statements(lambda: client.get(path))) <= 6


def refusal(block, value):
    with pytest.raises((StructBlockValidationError, StreamBlockValidationError, ValidationError)):
        block.clean(block.to_python(value))
    return True


def test_steps_stand_only_where_they_were_chosen():
    block = blocks.PauseBlock()
    assert refusal(block, {**OWN_STEPS["value"], "steps": []})
    assert refusal(block, {**PAUSE["value"], "steps": OWN_STEPS["value"]["steps"]})
    assert block.clean(block.to_python(OWN_STEPS["value"]))["title"] == "Tea"


def test_a_lesson_holds_one_survey():
    stream = LessonBlocks()
    assert stream.clean(stream.to_python([SURVEY, REFLECTION]))
    assert refusal(stream, [SURVEY, {**SURVEY, "id": REFLECTION["id"]}])


def test_what_is_kept_for_all_readers_is_only_words(course):
    parts = prose.render(lesson_page(course).body, scope="x", language_of=lambda id: "en")
    doings = [part for part in parts if part.kind in ("checklist", "pause", "reflection")]
    assert [part.kind for part in doings] == ["checklist", "pause", "pause", "reflection"]
