"""An award: granted when all is there, once, and never changed after."""

from datetime import date
from uuid import uuid4

import pytest

from certification import ends, hands, judged, paths, settling
from certification.models import Award, AwardState, Scheme, Standing
from courses.api import enrol
from courses.models import ModulePage, PartCredit
from learning import sweep
from office.models import Due, Notice
from people.models import Break, Role
from tests.certification.conftest import CODE, at, on_path, publish, sign
from tests.conftest import person
from tests.courses.builders import make_course, source_pages

pytestmark = pytest.mark.django_db
LETTER = "attestation: {statement: boundaries, by: self}"
SUM_WITH_PARTS = """sum:
    count: {training: {}}
    min: 600
    parts: [{count: {training: {topic: care}}, min: 60}]"""


def settle(person, day):
    settling.settle_person(str(person.pk), at=at(day))


def test_what_is_met_is_granted_by_the_sweep(ana, signed):
    on_path(ana, signed)
    sign(ana, "2026-03-02")
    sweep.run(now=at("2026-03-02"))
    award = Award.objects.get(person=ana)
    assert (award.granted_on, award.valid_until) == (date(2026, 3, 2), date(2028, 3, 2))
    assert award.grounds["answer"]["state"] == "met"


def test_twice_is_once(ana, signed):
    on_path(ana, signed)
    sign(ana, "2026-03-02")
    for _ in range(2):
        settle(ana, "2026-03-02")
    assert Award.objects.filter(person=ana).count() == 1
    assert Notice.objects.filter(to=ana, kind="certification.granted").count() == 1


def test_what_is_short_is_kept_and_not_granted(ana, signed):
    on_path(ana, signed)
    settle(ana, "2026-03-02")
    kept = Standing.objects.get(person=ana)
    assert (kept.state, kept.credential, kept.short) == ("short", "none", ["code"])
    assert not Award.objects.exists()


def test_the_list_knows_the_credential_after_the_grant(ana, signed):
    on_path(ana, signed)
    sign(ana, "2026-03-02")
    settle(ana, "2026-03-02")
    kept = Standing.objects.get(person=ana)
    assert (kept.credential, kept.valid_until) == ("valid", date(2028, 3, 2))


def test_the_day_of_the_next_change_is_a_cause(ana, signed):
    on_path(ana, signed)
    sign(ana, "2026-03-02")
    settle(ana, "2026-03-02")
    waiting = Due.objects.get(kind="evidence", key=str(ana.pk))
    assert waiting.at.astimezone(ana.zone).date() <= date(2028, 3, 3)


def test_a_path_belongs_to_a_role(ana):
    scheme = publish(for_roles=[Role.TRAINEE])
    settle(ana, "2026-03-02")
    assert ana.paths.get().scheme == scheme


def test_after_a_revocation_nothing_is_granted_by_itself(ana, kit, signed):
    on_path(ana, signed)
    sign(ana, "2026-03-02")
    settle(ana, "2026-03-02")
    hands.revoke(Award.objects.get(), reason="by mistake", by=kit, at=at("2026-03-03"))
    settle(ana, "2026-03-03")
    assert [award.state for award in Award.objects.all()] == [AwardState.REVOKED]


def test_a_renewal_follows_the_old_expiry_and_comes_once(ana):
    scheme = publish(
        more="validity: {lasts: {years: 1}, counted_from: old_expiry}\nrenewal: {opens: {days: 60}}"
    )
    on_path(ana, scheme)
    sign(ana, "2026-03-02")
    settle(ana, "2026-03-02")
    settle(ana, "2027-02-01")
    assert Award.objects.count() == 1, "nothing has happened since"
    sign(ana, "2027-02-02")
    for day in ("2027-02-03", "2027-02-04"):
        settle(ana, day)
    ends = list(Award.objects.order_by("cycle").values_list("cycle", "valid_until"))
    assert ends == [(1, date(2027, 3, 2)), (2, date(2028, 3, 2))]


def test_a_newer_version_changes_no_award(ana, signed):
    on_path(ana, signed)
    sign(ana, "2026-03-02")
    settle(ana, "2026-03-02")
    before = Award.objects.values().get()
    publish(version=2, more="validity: {lasts: {months: 1}}")
    settling.settle_scheme(str(signed.pk), at=at("2026-03-05"))
    assert Award.objects.values().get() == before


STEP = "ladder: {{family: support, rank: {rank}, replaces_lower: true}}"


def test_a_higher_step_replaces_the_lower_for_good(ana):
    low, high = (
        publish(slug, asks=CODE.replace("code-of-conduct", says), more=f"{STEP.format(rank=rank)}")
        for slug, says, rank in (("low", "code-of-conduct", 1), ("high", "boundaries", 2))
    )
    for scheme in (low, high):
        on_path(ana, scheme)
    sign(ana, "2026-03-02")
    settle(ana, "2026-03-02")
    sign(ana, "2026-03-03", statement="boundaries")
    for day in ("2026-03-03", "2026-03-04", "2026-03-05"):
        settle(ana, day)
    assert list(Award.objects.live().values_list("scheme__slug", flat=True)) == ["high"]
    assert Award.objects.count() == 2


def test_what_was_there_before_renews_nothing(ana):
    """Where a rule names no day on which renewing begins."""
    more = "validity: {lasts: {years: 1}}\nrenewal: {requires: {id: more, " + LETTER + "}}"
    on_path(ana, publish(more=more))
    sign(ana, "2026-03-01", statement="boundaries")
    sign(ana, "2026-03-02")
    for day in ("2026-03-02", "2026-03-03", "2026-06-01"):
        settle(ana, day)
    assert Award.objects.count() == 1
    sign(ana, "2026-06-02", statement="boundaries")
    settle(ana, "2026-06-02")
    assert Award.objects.count() == 2


def test_what_is_no_longer_offered_stays_theirs(ana):
    scheme = publish(for_roles=[Role.TRAINEE])
    settle(ana, "2026-03-02")
    Scheme.objects.update(archived_at=at("2026-03-03"))
    settle(ana, "2026-03-03")
    assert ana.paths.get().left_on is None
    assert Standing.objects.get().scheme == scheme


def test_whoever_leaves_meanwhile_stands_in_no_list(ana, signed):
    path = on_path(ana, signed)
    found = list(judged.judge_paths([path], at=at("2026-03-02")))
    paths.leave(path, by=ana, at=at("2026-03-02"))
    judged.keep(found, at=at("2026-03-02"))
    assert not Standing.objects.exists()


def test_a_break_before_the_renewal_counts_once(ana):
    more = """validity: {lasts: {years: 2}, counted_from: old_expiry, breaks: stop}
renewal: {opens: {days: 120}}"""
    on_path(ana, publish(more=more))
    sign(ana, "2026-01-01")
    settle(ana, "2026-01-01")
    Break.objects.create(
        person=ana,
        from_day=date(2027, 10, 1),
        until_day=date(2027, 10, 30),
        written_at=at("2027-10-01"),
    )
    sign(ana, "2027-11-01")
    settle(ana, "2027-11-01")
    new = Award.objects.order_by("cycle").last()
    assert (new.cycle, new.valid_until) == (2, date(2030, 1, 31))
    assert ends.last_day(new, on=date(2028, 3, 1)) == date(2030, 1, 31)


def test_more_people_cost_no_more_statements(signed, django_assert_max_num_queries):
    some = [on_path(person(f"one{n}"), signed) for n in range(3)]
    with django_assert_max_num_queries(40) as few:
        settling.settle_scheme(str(signed.pk), at=at("2026-03-02"))
    some += [on_path(person(f"more{n}"), signed) for n in range(12)]
    with django_assert_max_num_queries(len(few)):
        settling.settle_scheme(str(signed.pk), at=at("2026-03-02"))


@pytest.mark.parametrize(
    ("asks", "short"),
    [
        ("any: [{id: one, " + CODE + "}, {id: two, " + LETTER + "}]", []),
        (SUM_WITH_PARTS, ["code"]),
    ],
    ids=["one of two is there", "a total is missing"],
)
def test_what_is_missing_is_what_its_person_reads(ana, asks, short):
    on_path(ana, publish(asks=asks, more=""))
    sign(ana, "2026-03-02")
    settle(ana, "2026-03-02")
    assert Standing.objects.get().short == short


def test_one_part_of_a_course_is_not_the_whole(ana):
    course = make_course("listening", lessons=2)
    asked = "course: {course: listening, whole: false}"
    on_path(ana, publish(asks=asked))
    enrolment = enrol(ana, course, by=ana)
    PartCredit.objects.create(
        enrolment=enrolment,
        module_key=uuid4(),
        credited_at=at("2026-03-01"),
        known_by="graded",
        minutes=10,
    )
    settle(ana, "2026-03-02")
    assert not Award.objects.exists()
    part = source_pages(course, ModulePage)[0]
    PartCredit.objects.update(module_key=part.translation_key)
    settle(ana, "2026-03-03")
    assert Award.objects.exists()
