"""What stays of a learner who left: that they finished, and nothing that they said."""

from datetime import UTC, datetime

import pytest

from courses.exporting import export_person
from courses.holdings import holdings
from courses.joining import enrol
from courses.models import (
    Attempt,
    Completion,
    CoursePage,
    Enrolment,
    ModulePage,
    PartCredit,
    Progress,
)
from courses.retiring import retire_person
from tests.courses.builders import make_course, source_pages
from tests.courses.test_progress import FIRST, SECOND, answer, take

AT = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def learned(ana, bo, course):
    """Ana finished one course and is in the middle of another; so is Bo."""
    under_way = make_course("under-way")
    for person in (ana, bo):
        enrol(person, course, by=person)
        enrol(person, under_way, by=person)
        take(person, course, FIRST)
        take(person, course, SECOND)
        answer(person, under_way, 0)
    return course


def test_the_completion_stays_as_it_was(ana, learned):
    before = list(Completion.objects.values())
    retire_person(ana, at=AT)
    assert list(Completion.objects.values()) == before
    assert Enrolment.objects.get(learner=ana).course == learned


def test_a_part_that_counts_on_its_own_stays_too(ana, learned):
    under_way = Enrolment.objects.get(learner=ana, course__slug="under-way")
    PartCredit.objects.create(
        enrolment=under_way,
        module_key=source_pages(under_way.course, ModulePage)[0].translation_key,
        credited_at=AT,
        known_by="graded",
        minutes=5,
        topics={"ethics": 5},
    )
    (row,) = export_person(ana)["parts"]
    assert (row["part"], row["minutes"], row["topics"]) == ("First steps", 5, "ethics 5")
    retire_person(ana, at=AT)
    assert PartCredit.objects.get().enrolment == under_way


def test_answers_and_places_go_also_those_of_a_finished_course(ana, learned):
    retire_person(ana, at=AT)
    for model in (Attempt, Progress):
        assert not model.objects.filter(enrolment__learner=ana).exists()


def test_others_lose_nothing(ana, bo, learned):
    def of_bo():
        mine = {"enrolment__learner": bo}
        return [list(model.objects.filter(**mine).values()) for model in (Attempt, Progress)]

    before = of_bo()
    retire_person(ana, at=AT)
    assert of_bo() == before and before[0]
    assert Enrolment.objects.filter(learner=bo).count() == 2


def test_twice_is_as_once(ana, learned):
    retire_person(ana, at=AT)
    retire_person(ana, at=AT)
    assert Enrolment.objects.filter(learner=ana).count() == 1


def test_whom_they_put_on_a_course_stays_on_it(ana, bo, course):
    enrolment = enrol(bo, course, by=ana)
    retire_person(ana, at=AT)
    assert Enrolment.objects.get(learner=bo) == enrolment


def test_what_is_told_counts_only_ones_own(ana, bo, cy, learned):
    assert {each.count for each in holdings(cy)} == {0}
    assert [each.count for each in holdings(ana)] == [2, 0, 5, 0, 0, 0, 0, 3, 1, 0, 0, 0, 0]


def test_a_course_without_a_page_is_named_by_its_address(ana, learned):
    learned.slug = "gone"
    learned.save()
    CoursePage.objects.filter(translation_key=learned.translation_key).update(
        translation_key="0" * 31 + "1"
    )
    titles = {row["course"] for row in export_person(ana)["courses"]}
    assert "gone" in titles
