"""What stands beside a rule while it is written: where it comes from, doubts, what differs."""

from datetime import date

import pytest
from django.utils import timezone

from certification import doubts
from certification.models import Provider
from courses.models import Pathway, Topic
from supervision import qualifying
from tests.certification.conftest import CODE, SIGNED, TWO_YEARS, publish
from tests.certification.test_rules_desk import (
    BOTH,
    DESK,
    ONE,
    is_published,
    save,
    seal_of,
    text,
)
from tests.conftest import come_in
from tests.courses.builders import make_course

pytestmark = pytest.mark.django_db
TRAINING = "sum: {count: {training: {%s}}, min: 1}"
SUPERVISED = "sum: {count: {supervision: {supervisor: {%s}}}, min: 1}"


class TestWhereItComesFrom:
    SAYS = "Read the rule itself before you rely on one."
    READ = "source: {name: The body, url: 'https://body.example', read: 2026-11, certainty: read}"

    def test_an_example_says_that_it_is_read_from_others(self, client, kit):
        come_in(client, kit)
        client.post(f"{DESK}new/", {"slug": "ours", "example": "california-asw"})
        page = client.get(f"{DESK}ours/").content.decode()
        assert self.SAYS in page
        assert "Source: BBS pages and trackers. Read in 2026-11. Known from others only." in page

    def test_one_s_own_does_not(self, client, kit, signed):
        come_in(client, kit)
        assert self.SAYS not in client.get(ONE).content.decode()
        assert self.SAYS not in client.get(f"{ONE}version/1/").content.decode()

    def test_a_trial_and_a_published_version_say_it_too(self, client, kit, signed):
        come_in(client, kit)
        ours = "source: {name: Ours, read: 2026-11, certainty: known}"
        save(client, text().replace(ours, self.READ))
        page = client.get(f"{ONE}try/")
        assert self.SAYS in page.content.decode()
        client.post(f"{ONE}publish/", {"trial": page.context["seal"]})
        page = client.get(f"{ONE}version/2/").content.decode()
        assert self.SAYS in page and "https://body.example" in page

    def test_whoever_chooses_one_reads_where_each_comes_from(self, client, kit):
        page = come_in(client, kit).get(f"{DESK}new/").content.decode()
        assert "Source: BACB. Read in 2026-11." in page and "Ours" in page


class TestDoubts:
    TODAY = date(2026, 3, 5)

    def of(self, scheme, asks=CODE, more="", title="{en: A, es: B, fr: C, ar: D}", begins=TODAY):
        written = SIGNED.format(slug="signed", version=2, asks=asks, more=more)
        written = written.replace("{en: Signed, es: Firmado, fr: Signé, ar: موقّع}", title)
        written = written.replace("2020-01-01", begins.isoformat())
        return doubts.doubts(scheme, written, on=self.TODAY)

    def test_where_all_is_there_nothing_is_doubtful(self, signed):
        assert self.of(signed) == []

    @pytest.mark.parametrize(
        ("asks", "words"),
        [
            ("course: {course: [gone, other]}", "No course here has this name: gone, other."),
            ("course: {pathway: gone}", "No pathway here has this name"),
            (TRAINING % "topic: gone", "No topic here has this short name: gone."),
            (TRAINING % "course: gone", "No course here has this name: gone."),
            ("attestation: {statement: gone, by: self}", "Nobody has written what is to be signed"),
            (TRAINING % "provider: gone", "Nobody here who teaches has this name: gone."),
            (TRAINING % "provider: {class: gone}", "who teaches is of this class: gone."),
            (TRAINING % "not: {provider: {holds: gone}}", "who teaches holds this: gone."),
            (SUPERVISED % "holds: gone", "No supervisor here holds this: gone."),
            (SUPERVISED % "class: gone", "No supervisor here is of this class: gone."),
            ("award: {scheme: gone}", "No certificate here has this name: gone."),
            ("award: {scheme: signed}", "It asks for itself, so nobody can begin."),
            ("award: {family: gone, at_least: 1}", "No certificate here is a step of this: gone."),
        ],
    )
    def test_a_name_that_nothing_here_has(self, signed, asks, words):
        found = self.of(signed, asks=asks)
        assert len(found) == 1
        assert words in found[0]

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ("validity: {lasts: null}\nreminders: [30]", "so no reminder comes"),
            ("validity: {lasts: {days: 30}}\nreminders: [90, 7]", "before it is granted"),
            ("changeover: {previous: 5, until: 2026-12-31, judged: old}", "no version 5 before it"),
            ("changeover: {previous: 1, until: 2026-01-31, judged: new}", "before this one begins"),
        ],
    )
    def test_days_that_do_not_fit(self, signed, more, words):
        found = self.of(signed, more=more)
        assert len(found) == 1
        assert words in found[0]

    def test_a_day_that_has_passed_and_an_order_that_is_wrong(self, signed):
        assert self.of(signed, begins=date(2026, 3, 4)) == [
            "It holds from a day that has passed: 4 March 2026."
        ]
        assert "It begins before the version before it." in self.of(signed, begins=date(2019, 1, 1))

    def test_a_language_without_a_title(self, signed):
        assert self.of(signed, title="{en: A, ar: D}") == ["It has no title in: Español, Français."]

    def test_what_is_here_is_not_doubted(self, signed, bo):
        Provider.objects.create(
            slug="hub", name="Hub", rank="good", holds=[{"kind": "iso", "from": "2020-01-01"}]
        )
        qualifying.enter(
            name="LCSW", code="lcsw", rank="full", from_day=self.TODAY, by=bo, at=timezone.now()
        )
        course, topic = make_course("listening", lessons=0), Topic.objects.create(code="law")
        Pathway.objects.create(slug="p", steps=[("course", str(course.translation_key))])
        publish("below", more="ladder: {family: steps, rank: 1}")
        asks = f"""all:
    - {{id: a, course: {{course: {course.slug}}}}}
    - {{id: b, course: {{pathway: p}}}}
    - {{id: c, sum: {{count: {{training: {{topic: {topic.code}}}}}, min: 1}}}}
    - {{id: d, sum: {{count: {{training: {{provider: [hub, own]}}}}, min: 1}}}}
    - {{id: e, sum: {{count: {{training: {{provider: {{class: good, holds: iso}}}}}}, min: 1}}}}
    - {{id: f, sum: {{count: {{practice: {{supervisor: {{class: full, holds: lcsw}}}}}}, min: 1}}}}
    - {{id: g, award: {{family: steps, at_least: 1}}}}
    - {{id: h, award: {{scheme: below}}}}"""
        assert self.of(signed, asks=asks) == []

    def test_they_stand_beside_the_reading_and_forbid_nothing(self, client, kit, signed):
        come_in(client, kit)
        written = text(asks="course: {course: gone}")
        page = client.post(f"{ONE}read/", {"text": written}).content.decode()
        assert "Is this meant?" in page and "No course here has this name: gone." in page
        save(client, written)
        client.post(f"{ONE}publish/", {"trial": seal_of(client)})
        assert is_published(signed)

    def test_more_names_cost_no_more(self, signed, django_assert_max_num_queries):
        many = ", ".join(f"{{id: i{n}, course: {{course: c{n}}}}}" for n in range(50))
        with django_assert_max_num_queries(4):
            self.of(signed, asks=f"all: [{many}]")


class TestWhatDiffers:
    def page(self, client, kit, written):
        come_in(client, kit)
        save(client, written)
        return client.get(ONE)

    def test_sentences_that_went_and_came_stand_side_by_side(self, client, kit, signed):
        page = self.page(client, kit, text(asks=BOTH)).content.decode()
        assert "What differs from version 1" in page
        assert "<ins>“Letter”, signed for the organisation.</ins>" in page
        assert "<del>“The code of conduct”, signed by the person.</del>" in page

    def test_what_stayed_below_a_sentence_that_changed_is_not_named(self, client, kit, signed):
        before = "sum: {count: {training: {delivery: in_person}}, min: 60}"
        publish("signed", version=2, asks=before)
        page = self.page(client, kit, text(3, before.replace("60", "120")) + TWO_YEARS)
        (chapter,) = page.context["changed"]
        (change,) = chapter.changes
        assert len(change.before) == len(change.now) == 1

    def test_and_line_by_line_as_it_is_written(self, client, kit, signed):
        written = self.page(client, kit, text(asks=BOTH)).context["written"]
        assert "+    - {id: letter, attestation: {statement: letter, by: organisation}}" in written
        assert "-version: 1" in written

    def test_what_the_reading_does_not_show_is_said(self, client, kit, signed):
        page = self.page(client, kit, f"{text()}{TWO_YEARS} # a remark\n").content.decode()
        assert "Only words that this reading does not show." in page

    def test_a_first_version_differs_from_nothing(self, client, kit):
        come_in(client, kit)
        client.post(f"{DESK}new/", {"slug": "ours", "example": "mentor"})
        assert "What differs" not in client.get(f"{DESK}ours/").content.decode()

    def test_it_stands_on_the_page_of_a_trial_too(self, client, kit, signed):
        self.page(client, kit, text(asks=BOTH))
        assert "What differs from version 1" in client.get(f"{ONE}try/").content.decode()

    def test_a_rule_nested_as_deeply_as_may_be_is_read(self, client, kit, signed):
        asks = CODE
        for n in range(26):
            asks = f"all: [{{id: i{n}, {asks}}}]"
        page = self.page(client, kit, text(asks=asks))
        assert (page.status_code, page.context["trouble"]) == (200, "")
