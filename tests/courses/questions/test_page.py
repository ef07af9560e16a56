"""Each kind of question as it is answered on the page: marked, kept, and nothing told before."""

import re
import uuid
from html import unescape

import pytest

from courses.joining import enrol
from courses.models import Attempt, Course, Draft
from courses.outline import outline_of
from learning.templatetags.kept import pieces
from tests.conftest import come_in
from tests.courses.builders import make_course
from tests.courses.questions.asked import KINDS, MATCHING, SCORED, id_of, item
from tests.courses.test_cost import statements

LESSON = "/en/courses/listening/first/l1/"
BEGINS = {id_of("scenario block"): {(id_of("s1"), id_of("x"))}}


@pytest.fixture(params=list(KINDS))
def kind(request):
    return request.param


@pytest.fixture
def on_page(client, ana, db, kind):
    course = make_course(lessons=1, body=[KINDS[kind]])
    enrol(ana, course, by=ana)
    client.force_login(ana)
    return outline_of(course, "en").lessons[0].questions[0]


def page(client):
    return client.get(LESSON).content.decode()


def url(question, verb="answer"):
    return LESSON.replace("/courses/", "/courses/-/") + f"{verb}/{question.id}/"


def as_form(client, question, given):
    """The fields a browser would send: a match has other names on the page than in the record."""
    fields = {}
    for place, value in given:
        fields.setdefault(place, []).append(shown_as(page(client), place, value))
    return fields | {"attempt": str(uuid.uuid4())}


TEXTS = {id_of("m1"): "Right 1", id_of("m2"): "Right 2", id_of("m3"): "Fits nothing"}


def shown_as(html, place, value):
    select = re.search(f'<select[^>]*name="{place}".*?</select>', html, re.S)
    words = TEXTS.get(value)
    if not select or not words:
        return value
    return re.search(rf'<option value="(\w+)"[^>]*>{words}', select[0])[1]


def send(client, question, given, verb="answer"):
    return client.post(url(question, verb), as_form(client, question, given), follow=True)


def test_the_best_answer_is_right_and_ends_the_question(client, on_page, kind):
    html = send(client, on_page, on_page.best()).content.decode()
    assert Attempt.objects.get().is_right is (None if kind == "scale" else True)
    assert ("feedback--right" in html) is (kind != "scale")
    assert Attempt.objects.get().known_by == ("reported" if kind == "scale" else "graded")


def test_nothing_is_answered_with_words_and_no_record(client, on_page):
    response = client.post(url(on_page), {"attempt": str(uuid.uuid4())})
    assert response.status_code == 422 and b"first." in response.content
    assert not Attempt.objects.exists()


def test_what_is_right_is_not_on_the_page_before(client, on_page, kind):
    html = page(client)
    told = ["Said of", "Indeed.", "Said after.", "They sit.", "Came of", "is_right"]
    assert not [words for words in told if words in unescape(html)]
    if kind == "matching":
        assert html.count(id_of("m1")) == html.count(id_of("m2"))
        assert f'value="{id_of("m1")}"' not in html


def test_what_is_begun_is_there_on_the_next_visit_until_it_is_given(client, on_page):
    begun = BEGINS.get(on_page.id) or frozenset([min(on_page.best())])
    assert send(client, on_page, begun, verb="keep").status_code == 204
    assert Draft.objects.count() == 1
    html = page(client)
    assert "checked" in html or "selected" in html or "You chose:" in html
    send(client, on_page, on_page.best())
    assert not Draft.objects.exists()


@pytest.mark.parametrize("kind", SCORED)
def test_what_another_tab_begins_later_hides_no_right_answer(client, on_page):
    send(client, on_page, on_page.best())
    right = page(client)
    other = BEGINS.get(on_page.id) or frozenset([max(on_page.best())])
    send(client, on_page, other, verb="keep")
    assert settled(page(client)) == settled(right)


def settled(html):
    return re.findall(r"option--chosen|pairs__chosen[^<]*<|You chose:", html)


@pytest.mark.parametrize("kind", ["question"])
def test_only_the_first_change_asks_for_a_day_to_tidy_up(client, on_page):
    url_, fields = url(on_page, "keep"), dict(on_page.best())
    client.post(url_, fields)
    sql = " ".join(statements(lambda: client.post(url_, fields)))
    assert "courses_draft" in sql and "office_due" not in sql


def test_an_answer_to_something_else_is_refused(client, on_page):
    fields = dict.fromkeys(on_page.places, "made-up")
    response = client.post(url(on_page), fields | {"attempt": str(uuid.uuid4())})
    assert response.status_code == 422 and not Attempt.objects.exists()


def test_a_visitor_may_look_inside_and_answer_nothing(client, on_page):
    client.logout()
    assert client.get(LESSON).status_code == 404
    assert client.post(url(on_page), {"attempt": str(uuid.uuid4())}).status_code == 302
    assert client.post(url(on_page, "keep"), {}).status_code == 302


@pytest.mark.parametrize("kind", ["matching", "ordering"])
def test_half_right_says_how_much_and_where(client, on_page, kind):
    wrong = dict(on_page.best())
    first, second = sorted(wrong)[:2]
    wrong[first], wrong[second] = wrong[second], wrong[first]
    html = send(client, on_page, frozenset(wrong.items())).content.decode()
    right = Attempt.objects.get().right
    assert f"{right} of {len(wrong)} " in html and "does not fit yet" in html


@pytest.mark.parametrize("kind", ["scenario"])
class TestAStory:
    def test_it_goes_on_step_by_step_without_a_script(self, client, on_page, kind):
        html = send(client, on_page, {(id_of("s1"), id_of("x"))}).content.decode()
        assert "They sit." in html and "Came of x." in html
        assert not Attempt.objects.exists()
        way = {(id_of("s1"), id_of("x")), (id_of("s2"), id_of("w"))}
        assert "feedback--right" in send(client, on_page, way).content.decode()

    def test_another_ending_is_told_and_it_begins_again(self, client, on_page, kind):
        html = send(client, on_page, {(id_of("s1"), id_of("y"))}).content.decode()
        assert "Came of y." in html and "feedback--wrong" in html
        assert html.count("They wait.") == 2 and "They sit." not in html

    def test_on_its_way_again_it_leaves_the_other_ending_behind(self, client, on_page, kind):
        send(client, on_page, {(id_of("s1"), id_of("y"))})
        html = send(client, on_page, {(id_of("s1"), id_of("x"))}).content.decode()
        assert "Came of x." in html and "They sit." in html
        assert "Came of y." not in html and "feedback--wrong" not in html

    def test_what_is_only_marked_is_not_kept_as_chosen(self, client, on_page, kind):
        assert "data-keep" not in client.get(LESSON).content.decode()

    def test_what_came_of_the_last_choice_is_heard_first(self, client, on_page, kind):
        html = send(client, on_page, {(id_of("s1"), id_of("x"))}).content.decode()
        assert html.index("data-outcome") < html.index("Came of x.")


@pytest.mark.parametrize(("right", "times"), [("Right 1", 0), ("A right side of many words", 1)])
def test_what_a_narrow_list_would_cut_stands_above_it_in_full(client, ana, right, times):
    sides = [item("m1", left="Left 1", right=right), item("m2", left="Left 2", right="Right 2")]
    matching = MATCHING | {"value": MATCHING["value"] | {"pairs": sides}}
    enrol(ana, make_course(lessons=1, body=[matching]), by=ana)
    client.force_login(ana)
    html = client.get(LESSON).content.decode()
    assert html.count(f'<li dir="auto">{right}</li>') == times
    assert len(re.findall(rf"\d\. {right}</option>", html)) == 2 * times


def test_every_scored_kind_must_be_right_before_the_lesson_is_done(client, ana, db):
    course = make_course(lessons=1, body=list(KINDS.values()))
    enrol(ana, course, by=ana)
    client.force_login(ana)
    done = LESSON.replace("/courses/", "/courses/-/") + "done/"
    questions = outline_of(course, "en").lessons[0].questions
    for question in questions:
        assert client.post(done, {"attempt": str(uuid.uuid4())}).status_code in (422, 302)
        if question.is_scored:
            send(client, question, question.best())
    client.post(done, {"attempt": str(uuid.uuid4())})
    assert len(SCORED) == sum(question.is_scored for question in questions)
    assert ana.enrolments.get().completion.known_by == "graded"


class TestDrawnOnce:
    """Learners who gave the same share what is drawn of a question, and nobody else does."""

    @pytest.fixture
    def bo_reads(self, client, on_page, bo):
        enrol(bo, Course.objects.get(), by=bo)
        new = re.compile('value="[^"]{36,}"')

        def bo_reads():
            come_in(client, bo)
            return new.sub("", page(client).split("<main")[1].split("</main>")[0])

        return bo_reads

    def test_only_what_is_mixed_for_each_is_drawn_for_each(self, client, on_page, bo_reads, kind):
        pieces.clear()
        page(client)
        bo_reads()
        drawn = sum(name == '"question"' for name, *_ in pieces._values)
        assert drawn == (2 if kind in ("matching", "ordering") else 1)

    def test_what_another_answered_changes_nothing_for_me(self, client, ana, on_page, bo_reads):
        before = bo_reads()
        come_in(client, ana)
        send(client, on_page, on_page.best())
        page(client)
        assert bo_reads() == before
