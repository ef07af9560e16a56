"""A content note with an equal way round: said first, chosen freely, and known to nobody."""

import re
import uuid
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from courses import either_way, progress, talking
from courses.either_way import Tried
from courses.exporting import export_person
from courses.joining import enrol
from courses.models import Attempt, Completion, Course, Draft, LessonPage, ModulePage, Progress
from courses.noted import is_marked
from courses.outline import Way, outline_of
from courses.questions.stored import questions
from courses.sitting import field
from courses.wagtail_hooks import lead_round_within_the_copy
from office.neutral import telling_word_in
from people import parked
from tests.conftest import come_in
from tests.courses.builders import (
    lesson_page,
    make_course,
    option,
    published,
    question,
    question_of,
    text,
    translate,
)
from tests.courses.questions.asked import KINDS, a_set, id_of
from tests.courses.test_cost import forget, statements
from tests.courses.test_lesson import LESSON, read
from tests.people.test_lock import leave_alone, sign_in

CHECK = "/en/courses/-/listening/first/l1/check/"
DONE = "/en/courses/-/listening/first/l1/done/"
FEEDBACK = "/en/courses/-/listening/first/l1/feedback/"
AT = datetime(2026, 3, 1, tzinfo=UTC)
NOTE = "A story about losing a home."


@pytest.fixture
def noted(course):
    """The first of two lessons has a note, and another lesson, met only there, counts the same."""
    page = lesson_page(course)
    body = [text("<p>Words of the other way.</p>"), question("Question of the other way?")]
    around = LessonPage(
        title="Around", slug="around", body=body, is_way_round_only=True, locale=page.locale
    )
    page.way_round, page.note = published(around, page.get_parent()), NOTE
    page.save_revision().publish()
    return Course.objects.get(pk=course.pk)


def lesson_of(course, language="en", n=0):
    return outline_of(Course.objects.get(pk=course.pk), language).lessons[n]


def asked_in(n):
    """The question of the lesson itself (0), or of the other way (1)."""
    slug = ("l1", "around")[n]
    return question_of(LessonPage.objects.get(slug=slug, locale__language_code="en"))


def check(client, n, choice=1, **more):
    block = asked_in(n)
    fields = {"way": n, "attempt": str(uuid.uuid4()), f"{block['id']}.option": ""}
    fields[f"{block['id']}.option"] = str(option(block, choice))
    return client.post(CHECK, fields | more)


def go(client, who, course, n):
    """Through the whole lesson by one of its ways, a wrong answer first, as a browser does it."""
    enrol(who, course, by=who)
    come_in(client, who)
    client.get(LESSON)
    check(client, n, choice=0)
    check(client, n)
    return client.post(DONE, {"attempt": str(uuid.uuid4())})


def kept_of(who):
    """All that any row says of this learner's learning, but for moments and random keys."""
    apart = ("uuid", "id", "enrolment_id", "at", "touched_at", "done_at")
    mine = {"enrolment__learner": who}
    rows = [
        {name: value for name, value in row.items() if name not in apart}
        for model in (Attempt, Progress, Draft)
        for row in model.objects.filter(**mine).values()
    ]
    for row in rows:
        if isinstance(row.get("state"), dict):
            row["state"].pop("read_at", None)
    return rows


def without_moments(told):
    if isinstance(told, dict):
        return {name: without_moments(value) for name, value in told.items()}
    if isinstance(told, list):
        return [without_moments(each) for each in told]
    return "then" if isinstance(told, datetime) else told


# --- said first, both ways closed


def test_the_note_comes_first_and_both_ways_are_closed(client, ana, noted):
    client.force_login(ana)
    page = read(client)
    note, shown, other = (
        page.index(words) for words in (NOTE, "Words of lesson 1.", "Words of the other way.")
    )
    assert note < shown < other
    ways = re.findall(r'<details class="noted__way"[^>]*>', page)
    assert len(ways) == 2 and not any(" open" in way for way in ways)
    assert ways[0] == ways[1]


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_every_language_has_both_and_says_whose_words_the_note_has(client, ana, noted, language):
    if language != "en":
        translate(noted, language)
    client.force_login(ana)
    page = read(client, LESSON.replace("/en/", f"/{language}/"))
    assert f'<p class="noted__words" lang="en" dir="auto">{NOTE}</p>' in page
    assert page.count('<details class="noted__way"') == 2
    assert "Words of the other way." in page


def test_a_translated_note_is_in_its_own_language(client, ana, noted):
    translate(noted, "ar")
    page = lesson_page(noted, language="ar")
    page.note = "قصة"
    page.save_revision().publish()
    client.force_login(ana)
    arabic = read(client, LESSON.replace("/en/", "/ar/"))
    assert '<p class="noted__words" lang="ar" dir="auto">قصة</p>' in arabic


def test_what_is_only_another_way_is_no_lesson_of_its_own(client, ana, noted):
    client.force_login(ana)
    outline = outline_of(noted, "en")
    assert [lesson.slug for lesson in outline.lessons] == ["l1", "l2"] and outline.minutes == 20
    assert client.get(LESSON.replace("l1", "around")).status_code == 404
    contents = read(client, "/en/courses/listening/")
    assert "Around" not in contents and contents.count("has a content note") == 1


def test_a_lesson_that_is_both_keeps_its_own_place(client, ana, noted):
    LessonPage.objects.filter(slug="around").update(is_way_round_only=False)
    LessonPage.objects.get(slug="around").save()
    client.force_login(ana)
    assert len(outline_of(Course.objects.get(pk=noted.pk), "en").lessons) == 3
    assert "Words of the other way." in read(client, LESSON.replace("l1", "around"))
    assert "Words of the other way." in read(client)


def test_the_short_version_has_the_note_first_and_is_closed(client, ana, noted):
    page = lesson_page(noted)
    page.short_text = "In short."
    page.save_revision().publish()
    client.force_login(ana)
    short = read(client, f"{LESSON}?short=1")
    assert short.index(NOTE) < short.index('<details class="noted') < short.index("In short.")


def test_the_file_to_take_along_has_the_note_first_and_is_closed(client, ana, noted):
    client.force_login(ana)
    file = b"".join(client.get("/en/courses/-/listening/first/take/")).decode()
    assert file.index(NOTE) < file.index("<details") < file.index("Words of lesson 1.")
    assert "Words of the other way." in file and file.count("<details>") == 2


def test_an_address_tells_nothing_of_either_way(client, ana, noted):
    client.force_login(ana)
    links = re.findall(r'(?:href|action)="([^"]*)"', read(client))
    assert not [link for link in links if "around" in link or "way" in link]
    assert not telling_word_in(CHECK)


# --- equal


@pytest.fixture
def both_gone(client, ana, bo, noted):
    """Ana goes through the lesson as it is, Bo the other way."""
    return [go(client, who, noted, n) for n, who in enumerate((ana, bo))]


def test_two_learners_on_two_ways_leave_equal_rows(ana, bo, both_gone):
    assert kept_of(ana) == kept_of(bo)
    assert len(kept_of(ana)) == 3  # the whole passed, read to the end, and their sum


def test_two_exports_are_equal(ana, bo, both_gone):
    told = [without_moments(export_person(who)) for who in (ana, bo)]
    assert told[0] == told[1]
    assert {row["lesson"] for row in told[0]["answers"]} == {"Lesson 1 title"}
    assert not any(row["question"] or row["answer"] for row in told[0]["answers"])


def test_both_are_done_with_the_same_lesson_and_led_on_alike(both_gone, ana, bo):
    assert both_gone[0].url == both_gone[1].url == LESSON.replace("l1", "l2")
    assert Progress.objects.exclude(done_at=None).count() == 2


def test_no_id_of_either_way_is_in_any_row(both_gone, noted):
    said = repr([list(model.objects.values()) for model in (Attempt, Progress)])
    for n in (0, 1):
        assert asked_in(n)["id"] not in said.replace("UUID", "")


def test_the_session_says_the_same_of_both(client, ana, bo, noted):
    names = []
    for n, who in enumerate((ana, bo)):
        go(client, who, noted, n)
        names.append(set(client.session.keys()))
        said = repr(dict(client.session.items()))
        assert not [n for n in (0, 1) if asked_in(n)["id"] in said]
    assert names[0] == names[1]


def test_the_log_says_the_same_of_both(client, ana, bo, noted, caplog):
    said = []
    for n, who in enumerate((ana, bo)):
        caplog.clear()
        go(client, who, noted, n)
        said.append([record.getMessage() for record in caplog.records])
    assert said[0] == said[1]


def test_both_are_known_by_the_same(client, ana, bo, noted):
    last = lesson_page(noted, 2)
    last.body = [text()]
    last.save_revision().publish()
    for n, who in enumerate((ana, bo)):
        go(client, who, noted, n)
        client.post(DONE.replace("l1", "l2"), {"attempt": str(uuid.uuid4())})
    known = set(Completion.objects.values_list("known_by", "minutes"))
    assert known == {("graded", 20)} and Completion.objects.count() == 2


def test_read_is_not_enough_where_questions_count(client, ana, noted, on_it):
    client.force_login(ana)
    response = client.post(DONE, {"attempt": str(uuid.uuid4())})
    assert response.status_code == 422
    assert not Progress.objects.exclude(done_at=None).exists()


@pytest.mark.parametrize("n", [0, 1])
def test_what_is_wrong_is_said_and_kept_nowhere(client, ana, noted, on_it, n):
    client.force_login(ana)
    response = check(client, n, choice=0)
    page = response.content.decode()
    ways = re.findall(r'<details class="noted__way"[^>]*>', page)
    assert [" open" in way for way in ways] == [n == 0, n == 1]
    assert "Not quite." in page and "On Asking why." in page
    assert not Attempt.objects.exists() and not Draft.objects.exists()


def test_an_answer_that_is_missing_is_asked_for(client, ana, noted, on_it):
    client.force_login(ana)
    response = client.post(CHECK, {"way": "1", "attempt": str(uuid.uuid4())})
    assert "Choose one of the answers first." in response.content.decode()
    assert not Attempt.objects.exists()


def test_a_repeat_changes_nothing(client, ana, noted, on_it):
    client.force_login(ana)
    for _ in range(2):
        check(client, 1, attempt=str(uuid.UUID(int=7)))
    check(client, 0)
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize("verb", ["answer", "keep"])
def test_no_address_takes_an_answer_to_one_question(client, ana, noted, on_it, verb):
    client.force_login(ana)
    for n in (0, 1):
        block = asked_in(n)
        url = CHECK.replace("check/", f"{verb}/{block['id']}/")
        client.post(url, {"option": str(option(block, 1)), "attempt": str(uuid.uuid4())})
    assert not Attempt.objects.exists() and not Draft.objects.exists()


def test_a_strange_way_is_not_there(client, ana, noted, on_it):
    client.force_login(ana)
    assert client.post(CHECK, {"way": "2"}).status_code == 404
    assert client.post(CHECK.replace("l1", "l2"), {"way": "0"}).status_code == 404


def test_who_is_signed_out_meanwhile_leaves_nothing_in_the_address(client, noted, ana):
    response = check(client, 1)
    assert response.status_code == 302 and asked_in(1)["id"] not in response.url


def test_a_lock_parks_nothing_of_either_way(client, ana, noted, on_it, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    leave_alone(sign_in(client, ana))
    response = check(client, 1)
    assert "/account/lock/" in response.url
    assert not parked.of(ana, at=timezone.now()).exists() and not Attempt.objects.exists()


def test_a_set_counts_as_much_as_questions(client, ana, noted, on_it):
    module, around = ModulePage.objects.get(slug="first"), LessonPage.objects.get(slug="around")
    module.bank = [KINDS["question"], KINDS["true_false"]]
    module.save_revision().publish()
    around.body = [a_set()]
    around.save_revision().publish()
    client.force_login(ana)
    assert "2 questions, 2 right are enough." in read(client)
    wrong = _sit(client, noted, is_right=False)
    assert "Not enough yet." in wrong.content.decode() and not Attempt.objects.exists()
    assert _sit(client, noted, is_right=True).status_code == 302
    assert Attempt.objects.get().passed


def _sit(client, course, *, is_right):
    name = f"token-{id_of('set block')}"
    token = re.search(f'name="{name}" value="([^"]*)"', read(client))[1]
    way = lesson_of(course).ways[1]
    best = {field(q.id, p): v for q in way.bank.questions.values() for p, v in q.best()}
    if not is_right:
        best[f"{id_of('true_false block')}.option"] = "true"
    return client.post(CHECK, {"way": "1", name: token, "attempt": str(uuid.uuid4()), **best})


def test_a_token_of_ones_own_making_passes_nothing(client, ana, noted, on_it):
    test_a_set_counts_as_much_as_questions(client, ana, noted, on_it)
    Attempt.objects.all().delete()
    Progress.objects.all().delete()
    name = f"token-{id_of('set block')}"
    client.post(CHECK, {"way": "1", name: "[]", "attempt": str(uuid.uuid4())})
    assert not Attempt.objects.exists()


def test_where_nothing_is_marked_only_reading_is_kept(client, ana, noted, on_it):
    for slug in ("l1", "around"):
        page = LessonPage.objects.get(slug=slug)
        page.body = [text(), KINDS["scale"]]
        page.save_revision().publish()
    client.force_login(ana)
    client.post(CHECK, {"way": "1", f"{id_of('scale block')}.{id_of('t1')}": "3"})
    assert not Attempt.objects.exists()
    client.post(DONE, {"attempt": str(uuid.uuid4())})
    assert Attempt.objects.get().verb == "read" and Progress.objects.get().done_at


def test_what_was_answered_before_there_was_another_way_counts_on(client, ana, course, on_it):
    block = question_of(lesson_page(course))
    what = {"lesson": ("first", "l1"), "language": "en"}
    given = frozenset({("option", str(option(block, 1)))})
    progress.answer(
        ana,
        course.slug,
        block_id=uuid.UUID(block["id"]),
        given=lambda question: given,
        attempt=uuid.uuid4(),
        **what,
    )
    page = lesson_page(course)
    around = published(
        LessonPage(title="A", slug="a", body=page.body, locale=page.locale), page.get_parent()
    )
    page.note, page.way_round = NOTE, around
    page.save_revision().publish()
    assert lesson_of(course).ways
    assert progress.read(ana, course.slug, attempt=uuid.uuid4(), **what).done_at


KINDS_THAT_COUNT = [raw for kind, raw in KINDS.items() if kind != "scale"]


@given(some.lists(some.sampled_from(KINDS_THAT_COUNT), unique_by=lambda raw: raw["id"], min_size=1))
def test_a_way_is_passed_by_all_right_answers_and_by_nothing_less(bodies):
    asked = tuple(questions(bodies))
    way = Way(SimpleNamespace(questions=asked, sets=()), SimpleNamespace(questions={}))
    best = {q.id: {(field(q.id, p), v) for p, v in q.best()} for q in asked}
    assert either_way._marked(0, way, {}, frozenset().union(*best.values())).is_passed
    for left_out in best:
        given = frozenset().union(*(best[id] for id in best if id != left_out))
        assert either_way._marked(0, way, {}, given).waiting == {left_out}


def test_nothing_tried_is_nothing_passed_where_a_set_stands():
    assert not Tried(0, frozenset(), failed=frozenset({"x"})).is_passed


# --- a way that claims less is none


def test_one_that_asks_nothing_is_no_way_round_what_is_marked(client, ana, noted):
    around = LessonPage.objects.get(slug="around")
    around.body = [text()]
    around.save_revision().publish()
    lesson = lesson_of(noted)
    assert not lesson.ways and lesson.questions
    client.force_login(ana)
    page = read(client)
    assert page.index(NOTE) < page.index("Words of lesson 1.")
    assert "A person can talk it through with you." in page


def test_a_withdrawn_way_leaves_the_note_and_a_person(client, ana, noted, on_it):
    LessonPage.objects.get(slug="around").unpublish()
    client.force_login(ana)
    page = read(client)
    assert NOTE in page and "Ask to talk it through" in page


def test_a_copied_course_leads_round_within_itself(noted):
    course = lesson_page(noted).get_parent().get_parent()
    copy = course.copy(update_attrs={"slug": "copy", "title": "Copy"}, recursive=True)
    lead_round_within_the_copy(None, course, copy)
    copied = LessonPage.objects.get(url_path="/en/courses/copy/first/l1/")
    assert copied.way_round.url_path == "/en/courses/copy/first/around/"
    assert copied.get_latest_revision_as_object().way_round == copied.way_round
    assert lesson_of(Course.objects.get(slug="copy")).ways


# --- a person


def test_any_noted_lesson_can_be_talked_through_and_counts(client, ana, bo, noted, on_it):
    client.force_login(ana)
    key = lesson_of(noted).key
    response = client.post(CHECK.replace("check/", f"talk/{key}/"))
    assert response.status_code == 302
    assert "You asked on" in read(client)
    talk = talking.open_talks().get()
    talking.attest(talk, by=bo, note="We talked.", attempt=uuid.uuid4(), language="en", at=AT)
    assert Progress.objects.get().done_at
    assert "Ask to talk it through" not in read(client)


def test_a_talk_makes_a_completion_attested(client, ana, bo, noted, on_it):
    last = lesson_page(noted, 2)
    last.body = [text()]
    last.save_revision().publish()
    talk = talking.ask(ana, noted.slug, lesson_of(noted).key, lesson_of(noted).key, at=AT)
    talking.attest(talk, by=bo, note="We talked.", attempt=uuid.uuid4(), language="en", at=AT)
    client.force_login(ana)
    client.post(DONE.replace("l1", "l2"), {"attempt": str(uuid.uuid4())})
    assert Completion.objects.get().known_by == "attested"


def test_passing_meanwhile_settles_the_talk(client, ana, noted, on_it):
    talking.ask(ana, noted.slug, lesson_of(noted).key, lesson_of(noted).key, at=AT)
    client.force_login(ana)
    check(client, 1)
    assert not talking.open_talks().exists()


def test_a_lesson_without_a_note_has_no_such_talk(ana, course, on_it):
    key = lesson_of(course).key
    with pytest.raises(progress.NoSuchQuestion):
        talking.ask(ana, course.slug, key, key, at=AT)


def test_who_finds_it_upsetting_is_offered_the_other_way(client, ana, noted, on_it):
    client.force_login(ana)
    page = client.post(FEEDBACK, {"kind": "upsetting"}).content.decode()
    assert f'href="{LESSON}">Go another way, which counts the same' in page
    other = client.post(FEEDBACK.replace("l1", "l2"), {"kind": "upsetting"}).content.decode()
    assert "Go another way" not in other


# --- a part with a note of its own


def noted_part(**sides):
    parts, instead = [text("<p>The hard part.</p>")], [text("<p>The other.</p>")]
    value = {"note": NOTE, "parts": parts, "instead": instead} | sides
    return {"type": "noted", "id": str(uuid.uuid4()), "value": value}


def with_part(course, **sides):
    page = lesson_page(course)
    page.body = [text("<p>Before.</p>"), noted_part(**sides), text("<p>After.</p>")]
    page.save_revision().publish()
    return page


def test_a_noted_part_is_closed_between_open_ones(client, ana, course, on_it):
    with_part(course)
    client.force_login(ana)
    page = read(client)
    words = ("Before.", NOTE, "The hard part.", "The other.", "After.")
    places = [page.index(each) for each in words]
    assert places == sorted(places)
    assert re.findall(r'<details class="noted__way" name="[^"]+">', page)
    client.post(DONE, {"attempt": str(uuid.uuid4())})
    assert Progress.objects.get().done_at and Attempt.objects.get().verb == "read"


def test_pictures_of_both_sides_are_fetched_alike(client, ana, course, picture):
    shown = [{"type": "image", "value": {"image": picture.pk, "alt": "A door.", "caption": ""}}]
    with_part(course, parts=shown)
    client.force_login(ana)
    page = read(client)
    image = re.search(r'<img src="/files/[^>]*alt="A door\."[^>]*>', page)[0]
    assert "lazy" not in image


def test_a_noted_part_in_the_file_to_take_along_is_closed(client, ana, course):
    with_part(course)
    client.force_login(ana)
    file = b"".join(client.get("/en/courses/-/listening/first/take/")).decode()
    assert file.index(NOTE) < file.index("<details>") < file.index("The hard part.")


# --- what it costs


def test_a_noted_lesson_costs_no_more_than_another(client, ana, bo, noted, on_it):
    come_in(client, bo)
    forget()
    assert len(statements(lambda: client.get(LESSON))) <= 12
    client.force_login(ana)
    assert len(statements(lambda: client.get(LESSON))) <= 6
    assert len(statements(lambda: check(client, 1))) <= 8 + 1  # one is this test’s own


# --- what an editor may say


@pytest.fixture
def form(noted):
    """The lesson's form as the editor sends it; what is given replaces what the page says."""

    def made(slug="l1", defer=False, language="en", **values):
        page = LessonPage.objects.get(url_path=f"/{language}/courses/listening/first/{slug}/")
        Form = page.get_edit_handler().get_form_class()
        first = Form(instance=page, parent_page=page.get_parent(), for_user=None)
        fields = {name: first[name].value() for name in ("title", "slug", "minutes", "note")}
        fields |= {"way_round": page.way_round_id or "", "body-count": "0", "topics-count": "0"}
        if page.is_way_round_only:
            fields["is_way_round_only"] = "on"
        fields |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
        bound = Form(fields | values, instance=page, parent_page=page.get_parent(), for_user=None)
        if defer:
            bound.defer_required_fields()
        bound.is_valid()
        return bound.errors

    return made


def test_another_way_needs_a_note(form):
    assert "note" in form(note="")
    assert "note" not in form() and "way_round" not in form()


def test_it_is_another_lesson_of_the_same_course(form, noted):
    make_course("elsewhere")
    foreign = LessonPage.objects.get(url_path="/en/courses/elsewhere/first/l1/")
    assert "way_round" in form(way_round=foreign.pk)
    assert "way_round" in form(way_round=lesson_page(noted).pk)


def test_a_translation_that_is_written_by_hand_leads_where_its_source_does(form, noted):
    translate(noted, "ar")
    assert "way_round" not in form(language="ar")


def test_a_chain_of_ways_is_none(form):
    assert "way_round" in form(is_way_round_only="on")
    assert "note" in form("around", note="Something.")


def test_what_leads_nowhere_less_is_refused_when_published(form, noted):
    assert "body" in form("around")  # the form has no question, the lesson that leads here has
    assert "body" not in form("around", defer=True)


def test_marked_for_marked():
    assert is_marked([question()], []) and is_marked([a_set()], [question()])
    assert not is_marked([a_set()], []) and not is_marked([text(), KINDS["scale"]], [question()])
