"""A set of questions as it is sat: drawn, marked together, fair, and with a person at its end."""

import re
import uuid
from datetime import UTC, datetime

import pytest

from courses import progress, sitting, talking
from courses.joining import enrol
from courses.models import Attempt, Course, LessonPage, ModulePage, Talk
from courses.outline import outline_of
from courses.summary import summary_of
from office.models import Due
from tests.courses.builders import make_course
from tests.courses.questions.asked import KINDS, a_set, id_of
from tests.courses.test_cost import statements

LESSON = "/en/courses/listening/first/l1/"
SLUGS = ("first", "l1")
SET = uuid.UUID(id_of("set block"))
BANK = [KINDS[kind] for kind in ("question", "several", "true_false", "ordering")]
AT = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def sat_course(ana, db):
    return with_set(ana)


def with_set(ana, bank=BANK, **rules):
    course = make_course(lessons=1, body=[a_set(**rules)])
    change_bank(bank)
    enrol(ana, course, by=ana)
    return course


def change_bank(bank):
    page = ModulePage.objects.get(slug="first")
    page.bank = bank
    page.save_revision().publish()


def here(course):
    """The module and the lesson as they are now."""
    module = outline_of(Course.objects.get(pk=course.pk), "en").modules[0]
    return module, module.lessons[0]


def put_to(ana, course):
    module, lesson = here(course)
    enrolment = ana.enrolments.get()
    sat = summary_of(enrolment.progress.first()).sat(SET)
    return sitting.put(enrolment.pk, lesson.sets[0], sat, module.bank.questions)


def all_right(course):
    return lambda questions: frozenset(
        (sitting.field(q.id, place), value) for q in questions.values() for place, value in q.best()
    )


def all_wrong(course):
    def given(questions):
        right = all_right(course)(questions)
        return frozenset((place, wrong(questions, place, value)) for place, value in right)

    return given


def wrong(questions, place, value):
    question = questions[place.partition(".")[0]]
    if hasattr(question, "options"):
        return min(question.options - {v for _, v in question.best()})
    return str(len(question.items) + 1 - int(value))


def sit(ana, course, given, *, put=None, attempt=None):
    return sitting.sit(
        ana,
        course.slug,
        lesson=SLUGS,
        block_id=SET,
        token=(put or put_to(ana, course)).token,
        given=given,
        attempt=attempt or uuid.uuid4(),
        language="en",
        at=AT,
    )


def test_as_many_as_the_editor_said_are_drawn_and_the_same_on_every_device(ana, sat_course):
    put = put_to(ana, sat_course)
    assert len(put.questions) == 2
    assert put == put_to(ana, sat_course)


def test_all_right_passes_and_nothing_takes_it_away(ana, sat_course):
    assert sit(ana, sat_course, all_right(sat_course)).sat(SET).is_passed
    assert progress.read(
        ana, sat_course.slug, lesson=SLUGS, attempt=uuid.uuid4(), language="en", at=AT
    ).done_at


def test_a_failed_try_keeps_what_was_said_and_draws_anew(ana, sat_course):
    before = put_to(ana, sat_course)
    sat = sit(ana, sat_course, all_wrong(sat_course)).sat(SET)
    assert (sat.failed, sat.is_passed, sat.mark.of) == (1, False, 2)
    assert put_to(ana, sat_course).key != before.key


def test_the_same_try_sent_twice_counts_once(ana, sat_course):
    put, same = put_to(ana, sat_course), uuid.uuid4()
    for _ in range(2):
        sat = sit(ana, sat_course, all_wrong(sat_course), put=put, attempt=same).sat(SET)
    assert sat.failed == 1 and Attempt.objects.count() == 1


def test_a_page_of_an_earlier_try_counts_for_nothing(ana, sat_course):
    old = put_to(ana, sat_course)
    sit(ana, sat_course, all_wrong(sat_course))
    with pytest.raises(sitting.PutAnew):
        sit(ana, sat_course, all_right(sat_course), put=old)


def test_nobody_chooses_their_own_questions(ana, sat_course):
    chosen = sitting.Put("somebody:else:0", put_to(ana, sat_course).questions[:1])
    with pytest.raises(sitting.PutAnew):
        sit(ana, sat_course, all_right(sat_course), put=chosen)


def test_what_is_missing_is_named_and_counts_for_nothing(ana, sat_course):
    with pytest.raises(sitting.Missing) as missing:
        sit(ana, sat_course, lambda questions: frozenset())
    assert missing.value.questions == set(put_to(ana, sat_course).questions)
    assert not Attempt.objects.exists()


def test_a_question_withdrawn_meanwhile_counts_against_nobody(ana, sat_course):
    put = put_to(ana, sat_course)
    change_bank([each for each in BANK if each["id"] != put.questions[0]])
    sat = sit(ana, sat_course, all_right(sat_course), put=put).sat(SET)
    assert sat.is_passed and sat.mark.of == 1


def test_a_set_without_a_bank_asks_nothing_of_anybody(ana, sat_course):
    change_bank([])
    assert here(sat_course)[1].sets == ()
    read = progress.read(
        ana, sat_course.slug, lesson=SLUGS, attempt=uuid.uuid4(), language="en", at=AT
    )
    assert read.done_at


class TestOnThePage:
    @pytest.fixture(autouse=True)
    def signed_in(self, client, ana, sat_course):
        client.force_login(ana)

    def form(self, client, ana, course, given):
        html = client.get(LESSON).content.decode()
        token = re.search(r'name="token" value="([^"]+)"', html)[1]
        module, _ = here(course)
        put = {id: module.bank.questions[id] for id in put_to(ana, course).questions}
        fields = {"attempt": str(uuid.uuid4()), "token": token}
        for place, value in given(put):
            fields.setdefault(place, []).append(value)
        return fields

    def url(self, verb="sit"):
        return LESSON.replace("/courses/", "/courses/-/") + f"{verb}/{SET}/"

    def test_a_set_is_sat_and_passed(self, client, ana, sat_course):
        fields = self.form(client, ana, sat_course, all_right(sat_course))
        html = client.post(self.url(), fields, follow=True).content.decode()
        assert "feedback--right" in html and "2 of 2 are right." in html

    def test_what_was_answered_is_shown_with_what_is_said_to_it(self, client, ana, sat_course):
        fields = self.form(client, ana, sat_course, all_wrong(sat_course))
        html = client.post(self.url(), fields, follow=True).content.decode()
        assert "Look at your last answers" in html and "feedback--wrong" in html

    def test_half_answered_keeps_the_other_half(self, client, ana, sat_course):
        fields = self.form(client, ana, sat_course, all_right(sat_course))
        first = put_to(ana, sat_course).questions[0]
        half = {name: value for name, value in fields.items() if not name.startswith(first)}
        response = client.post(self.url(), half)
        html = response.content.decode()
        assert response.status_code == 422 and "1 question still waits" in html
        assert "checked" in html or "selected" in html

    def test_what_is_begun_is_kept(self, client, ana, sat_course):
        fields = self.form(client, ana, sat_course, all_right(sat_course))
        assert client.post(self.url("keep"), fields).status_code == 204
        html = client.get(LESSON).content.decode()
        assert "checked" in html or "selected" in html

    def test_its_cost_is_that_of_any_lesson(self, client, ana, sat_course):
        client.get(LESSON)
        assert len(statements(lambda: client.get(LESSON))) <= 6
        fields = self.form(client, ana, sat_course, all_wrong(sat_course))
        assert len(statements(lambda: client.post(self.url(), fields))) <= 8


class TestAfterTheLastTry:
    @pytest.fixture
    def closed(self, ana, db):
        course = with_set(ana, sittings=1)
        sit(ana, course, all_wrong(course))
        return course

    def ask(self, ana, course):
        key = here(course)[1].key
        return talking.ask(ana, course.slug, key, SET, at=AT)

    def test_there_is_no_other_try(self, ana, closed):
        with pytest.raises(sitting.NoMoreTries):
            sit(ana, closed, all_right(closed))

    def test_a_person_is_asked_once(self, client, ana, closed):
        client.force_login(ana)
        url = LESSON.replace("/courses/", "/courses/-/") + f"talk/{SET}/"
        for _ in range(2):
            assert "You asked on" in client.post(url, follow=True).content.decode()
        assert Due.objects.filter(kind=talking.ASKED).count() == 1

    def test_nobody_is_asked_while_a_try_is_left(self, ana, sat_course):
        sit(ana, sat_course, all_wrong(sat_course))
        with pytest.raises(talking.MayTryAgain):
            self.ask(ana, sat_course)

    def test_who_confirms_it_makes_it_equal_to_a_pass(self, ana, bo, closed):
        progress.read(ana, closed.slug, lesson=SLUGS, attempt=uuid.uuid4(), language="en", at=AT)
        talk = self.ask(ana, closed)
        what = {"note": "We went through it.", "attempt": uuid.uuid4(), "language": "en"}
        assert talking.attest(talk, by=bo, at=AT, **what).done_at
        assert ana.enrolments.get().completion.known_by == "attested"
        assert Attempt.objects.get(verb="attested").by == bo
        with pytest.raises(talking.NotAsked):
            talking.attest(talk, by=bo, at=AT, **what)
        assert Talk.objects.get().settled_at == AT

    def test_who_passes_after_all_waits_for_nobody(self, ana, closed):
        self.ask(ana, closed)
        page = LessonPage.objects.get(slug="l1")
        page.body = [a_set(sittings=2)]
        page.save_revision().publish()
        sit(ana, closed, all_right(closed))
        assert not talking.open_talks().exists()


def test_a_lesson_that_is_gone_says_so(ana, sat_course):
    LessonPage.objects.get(slug="l1").unpublish()
    with pytest.raises(progress.NoSuchLesson):
        sit(ana, sat_course, lambda questions: frozenset(), put=sitting.Put("x", ()))
