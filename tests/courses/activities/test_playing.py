"""What counts of an activity, by the rule that the editor chose; no browser is believed."""

import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses import playing
from courses.activities import IN_ORDER, NOT_YET, Activity, Rule, Said
from courses.joining import enrol
from courses.models import Attempt, Completion, H5PState, KnownBy, Progress
from courses.progress import answer, read
from courses.rebuilding import rebuild
from courses.statements import ADL, name_of
from tests.courses.activities.conftest import BLOCK, activity_of, block, course_with, own
from tests.courses.builders import make_course, option, question, text, translate
from tests.courses.h5p.parcel import with_

WHERE = {"lesson": ("first", "l1"), "language": "en"}
HERE = "/en/courses/-/listening/first/l1"
LESSON = "/en/courses/listening/first/l1/"


def statement(verb="completed", percent=None):
    said = {"verb": {"id": f"{ADL}{verb}"}, "object": {"id": name_of(BLOCK)}}
    if percent is not None:
        said["result"] = {"score": {"scaled": percent / 100}}
    return json.dumps(said)


def tell(person, verb="completed", percent=None, *, attempt=None):
    return playing.report(
        person, "listening", text=statement(verb, percent), block_id=uuid.UUID(BLOCK),
        attempt=attempt or uuid.uuid4(), **WHERE,
    )  # fmt: skip


def done_reading(person):
    return read(person, "listening", attempt=uuid.uuid4(), **WHERE)


@pytest.mark.parametrize(
    ("rule", "told", "is_done"),
    [
        (Rule.OPENED, "attempted", True),
        (Rule.ANY_ANSWER, "attempted", False),
        (Rule.ANY_ANSWER, "interacted", True),
        (Rule.COMPLETED, "interacted", False),
        (Rule.COMPLETED, "completed", True),
        (Rule.MARKED, "completed", False),
    ],
)
def test_it_counts_by_the_editors_rule(ana, activity, rule, told, is_done):
    enrol(ana, course_with(activity, rule=rule), by=ana)
    tell(ana, told)
    assert bool(done_reading(ana).done_at) == is_done


def test_a_score_counts_from_the_editors_mark_and_the_best_one_is_kept(ana, activity):
    enrol(ana, course_with(activity, rule=Rule.SCORE, percent=80), by=ana)
    tell(ana, percent=79)
    assert not done_reading(ana).done_at
    tell(ana, percent=80)
    assert tell(ana, percent=10).done_at


def test_another_way_counts_as_much(ana, activity):
    enrol(ana, course_with(activity, rule=Rule.SCORE, percent=80), by=ana)
    playing.say(
        ana, "listening", Said.MARKED, block_id=uuid.UUID(BLOCK), attempt=uuid.uuid4(), **WHERE
    )
    assert done_reading(ana).done_at


@given(st.lists(st.tuples(st.sampled_from(IN_ORDER), st.none() | st.integers(0, 100))))
def test_what_is_done_is_not_undone_by_going_on(told):
    rules = [Activity(BLOCK, rule, 80) for rule in Rule]
    played, done = NOT_YET, set()
    for said, percent in told:
        played = played.after(said, percent)
        now = {rule.rule for rule in rules if rule.is_done(played)}
        assert done <= now
        done = now


def test_the_same_statement_again_changes_nothing(ana, on_it):
    attempt = uuid.uuid4()
    for _ in range(3):
        tell(ana, percent=90, attempt=attempt)
    assert Attempt.objects.count() == 1


def test_a_resumed_content_that_ends_again_is_known(ana, on_it):
    tell(ana, percent=90)
    with pytest.raises(playing.NothingNew):
        tell(ana, percent=90)


def test_more_than_a_person_does_is_refused(ana, activity):
    enrol(ana, course_with(activity, rule=Rule.SCORE, percent=100), by=ana)
    with pytest.raises(playing.TooMuch):
        for n in range(playing.MOST_A_MINUTE + 1):
            tell(ana, percent=n % 90)


def test_what_a_browser_says_is_reported_and_nothing_more(ana, on_it):
    tell(ana, percent=100)
    done_reading(ana)
    assert Attempt.objects.exclude(known_by=KnownBy.REPORTED).count() == 0
    assert Completion.objects.get().known_by == KnownBy.REPORTED


def test_one_activity_with_a_result_makes_a_marked_course_reported(ana, activity):
    asked = question()
    enrol(ana, make_course(lessons=1, body=[asked, block(activity)]), by=ana)
    right = frozenset({("option", str(option(asked, 1)))})
    answer(
        ana, "listening", block_id=uuid.UUID(asked["id"]), given=lambda question: right,
        attempt=uuid.uuid4(), **WHERE,
    )  # fmt: skip
    tell(ana)
    done_reading(ana)
    assert Completion.objects.get().known_by == KnownBy.REPORTED


def test_a_forged_score_completes_no_marked_question(ana, activity, client):
    make = make_course(lessons=1, body=[text(), question(), block(activity)])
    enrol(ana, make, by=ana)
    client.force_login(ana)
    sent = client.post(f"{HERE}/statement/{BLOCK}/", {"statement": statement(percent=100)})
    assert sent.json()["done"]
    client.post(f"{HERE}/done/", {"attempt": uuid.uuid4()})
    assert not Progress.objects.get().done_at
    assert Completion.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("no", 422),
        ("x" * 20_000, 413),
        (statement("attempted"), 200),
        (statement().replace(BLOCK, str(uuid.uuid4())), 422),
    ],
)
def test_a_statement_is_answered_in_its_own_way(client, ana, on_it, text, status):
    client.force_login(ana)
    sent = client.post(f"{HERE}/statement/{BLOCK}/", {"statement": text})
    assert sent.status_code == status


def test_nobody_is_heard_who_does_not_follow_the_course(client, noor, played_course):
    client.force_login(noor)
    assert client.post(f"{HERE}/statement/{BLOCK}/", {"statement": statement()}).status_code == 403
    assert client.post(
        f"{HERE}/state/{BLOCK}/", {"package": 1, "key": "0:state", "text": "{}"}
    ).status_code in (403, 404)


def test_a_summary_made_anew_is_the_same(ana, on_it):
    tell(ana, "interacted")
    tell(ana, percent=60)
    done_reading(ana)
    before = Progress.objects.get().state
    Progress.objects.all().delete()
    rebuild(on_it)
    assert Progress.objects.get().state == before


def test_recording_costs_at_most_eight_statements(ana, on_it, django_assert_max_num_queries):
    tell(ana, "attempted")  # the outline is known from then on
    with django_assert_max_num_queries(8):
        tell(ana, percent=50)


# --- Where the learner was


@pytest.fixture
def states(client, ana, on_it, activity):
    client.force_login(ana)

    def states(text=None, *, key="0:state", package=activity.package_id):
        where = f"{HERE}/state/{BLOCK}/"
        if text is None:
            return client.get(where, {"package": package}).json()
        return client.post(where, {"package": package, "key": key, "text": text}).status_code

    return states


def test_a_place_is_kept_and_given_back(states):
    assert states('{"a":1}') == 204
    assert states('{"a":2}') == 204
    assert states() == {"states": {"0:state": '{"a":2}'}, "is_new": False}


def test_a_place_of_sixty_kib_is_kept_and_a_larger_one_is_not(states):
    assert states("x" * playing.LARGEST) == 204
    assert states("x" * (playing.LARGEST + 1)) == 413
    assert states("ي" * (playing.LARGEST // 2 + 1)) == 413


def test_nobody_fills_the_site_with_places(states):
    kept = [states("{}", key=f"{n}:state") for n in range(playing.MOST_KEYS + 1)]
    assert kept[-1] == 413
    assert H5PState.objects.count() == playing.MOST_KEYS


def test_a_place_belongs_to_its_package(states, activity, take):
    states('{"a":1}')
    newer = take(with_(title="Newer")).package
    activity.versions.create(package=newer, at="2026-05-02T00:00Z")
    assert states(package=newer.pk) == {"states": {}, "is_new": True}
    assert states('{"b":1}', package=newer.pk) == 204
    assert H5PState.objects.get().package == newer


def test_a_place_in_a_package_that_is_not_the_activitys_is_not_kept(states, take):
    foreign = activity_of(take(with_(title="Elsewhere")).package)
    assert states("{}", package=foreign.package_id) == 404


def test_a_place_is_nobody_elses(states, client, noor, played_course, activity):
    states('{"a":1}')
    enrol(noor, played_course, by=noor)
    client.force_login(noor)
    found = client.get(f"{HERE}/state/{BLOCK}/", {"package": activity.package_id}).json()
    assert found["states"] == {}


def test_without_a_script_one_may_say_that_one_is_done(client, ana, on_it):
    client.force_login(ana)
    sent = client.post(f"{HERE}/said/{BLOCK}/", {"said": "marked", "attempt": uuid.uuid4()})
    assert sent.url == f"{LESSON}#activity-{BLOCK}"
    assert "This activity is done." in client.get(LESSON).content.decode()


@pytest.mark.parametrize("said", ["completed", "interacted", "", "x"])
def test_the_learner_may_not_speak_for_the_package(client, ana, on_it, said):
    client.force_login(ana)
    assert client.post(f"{HERE}/said/{BLOCK}/", {"said": said}).status_code == 422
    assert not Attempt.objects.exists()


def test_an_activity_in_two_languages_is_one(client, ana, activity, played_course, on_it):
    translate(played_course, "ar")
    client.force_login(ana)
    client.post(f"{HERE}/statement/{BLOCK}/".replace("/en/", "/ar/"), {"statement": statement()})
    assert "This activity is done." in client.get(LESSON).content.decode()


def test_our_own_package_plays_from_the_store(activity):
    assert activity.package.own_libraries
    assert own() == activity.package
