"""What you still need: one sentence, the open lines, whose turn, one way on."""

from datetime import date

import pytest
from django.utils import timezone

from certification import attesting, settling
from certification.models import Path, Standing
from office.models import Notice
from people.models import Role
from supervision import answering, sessions
from tests.certification.conftest import at, on_path, publish, sign
from tests.conftest import come_in, person
from tests.courses.builders import make_course
from tests.supervision.conftest import agree, meeting

pytestmark = pytest.mark.django_db
PAGE = "/en/certificates/"
WAY = f"{PAGE}way/both/"
ASKED = f"{PAGE}asked/"
BOTH = """all:
    - id: course
      course: {course: listening}
    - id: hours
      title: {en: Ten hours}
      sum: {count: {supervision: {}}, min: 600}
    - id: code
      title: {en: The code}
      attestation: {statement: code-of-conduct, by: self}
    - id: letter
      title: {en: A letter}
      attestation: {statement: boundaries, by: organisation}
"""


@pytest.fixture
def both(ana):
    make_course("listening", lessons=1)
    scheme = publish("both", asks=BOTH)
    on_path(ana, scheme)
    return scheme


def text(client, who, path=PAGE):
    come_in(client, who)
    return client.get(path).content.decode()


class TestThePage:
    def test_it_begins_with_one_sentence(self, client, ana, both):
        page = text(client, ana)
        assert "4 things are left. 2 are yours. 1 waits for your supervisor." in page
        assert "1 waits for your organisation." in page

    def test_each_line_has_one_way_on(self, client, ana, both):
        page = text(client, ana)
        assert 'href="/en/courses/listening/"' in page
        assert 'href="/en/certificates/sign/code-of-conduct/"' in page
        assert 'action="/en/certificates/way/both/ask/hours/"' in page

    def test_what_is_done_folds_away(self, client, ana, both):
        attesting.sign(ana, "code-of-conduct", by_whom="self", by=ana, at=at("2026-03-02"))
        page = text(client, ana)
        assert "3 things are left." in page
        assert "1 thing is done" in page

    def test_hours_are_told_in_words(self, client, ana, bo, both):
        agree(bo, ana)
        session = sessions.log(meeting(bo, ana, minutes=90), by=bo, at=at("2026-06-20"))
        answering.confirm(session.lines.get(), by=ana, at=at("2026-06-20"))
        assert "90 minutes of 10 hours. Still missing: 8 hours 30 minutes." in text(client, ana)

    def test_whoever_is_on_no_path_is_shown_the_way(self, client, ana, signed):
        page = text(client, ana)
        assert "You are on no path yet" in page
        assert f"{PAGE}choose/" in page

    def test_a_visitor_signs_in_first(self, client):
        assert "/login/" in client.get(PAGE)["Location"]

    def test_nobody_reads_it_of_others(self, client, ana, cy, both):
        come_in(client, cy)
        for path in (WAY, f"{WAY}if/", f"{WAY}answer.json"):
            assert client.get(path).status_code == 404

    def test_more_paths_cost_no_more(self, client, ana, django_assert_max_num_queries):
        for n in range(5):
            on_path(ana, publish(f"signed-{n}"))
        come_in(client, ana)
        client.get(PAGE)
        with django_assert_max_num_queries(20):
            client.get(PAGE)


class TestHowItWasCounted:
    def test_records_used_and_not_used_with_the_reason(self, client, ana, bo, both):
        agree(bo, ana)
        for hour in (8, 12):
            start = at("2026-06-19").replace(hour=hour)
            session = sessions.log(meeting(bo, ana, start=start), by=bo, at=at("2026-06-20"))
        answering.confirm(session.lines.get(), by=ana, at=at("2026-06-20"))
        page = text(client, ana, WAY)
        assert "1 record counted" in page
        assert "Supervision, 60 minutes" in page
        assert "Waits for an answer." in page

    def test_the_same_as_json(self, client, ana, both):
        come_in(client, ana)
        answer = client.get(f"{WAY}answer.json").json()
        assert (answer["scheme"], answer["state"]) == ("both", "short")


class TestWhatIf:
    def test_nothing_is_kept(self, client, ana, both):
        come_in(client, ana)
        tried = {"supervision": 600, "courses": ["listening"], "signed": ["code-of-conduct self"]}
        page = client.post(f"{WAY}if/", tried).content.decode()
        assert "4 things are left." in page
        assert "1 thing is left. 1 waits for your organisation." in page
        assert "4 things are left." in text(client, ana)

    def test_bad_figures_come_back_with_words(self, client, ana, both):
        come_in(client, ana)
        assert client.post(f"{WAY}if/", {"supervision": "-1"}).status_code == 422


class TestAsking:
    def ask(self, client, who, line="hours"):
        come_in(client, who)
        return client.post(f"{WAY}ask/{line}/", follow=True).content.decode()

    def test_a_supervisor_is_told_without_what_it_is_about(self, client, ana, bo, both):
        agree(bo, ana)
        self.ask(client, ana)
        assert Notice.objects.get(kind="certification.please").to == bo

    def test_once_in_seven_days(self, client, ana, bo, both):
        agree(bo, ana)
        for _ in range(2):
            page = self.ask(client, ana)
        assert "You asked a few days ago." in page
        assert Notice.objects.filter(kind="certification.please").count() == 1

    def test_where_there_is_nobody_it_says_so(self, client, ana, both):
        assert "There is nobody to ask today." in self.ask(client, ana)

    def test_nobody_is_asked_for_what_is_ones_own(self, client, ana, bo, both):
        agree(bo, ana)
        assert "Nothing is open there any more." in self.ask(client, ana, "code")
        assert not Notice.objects.filter(kind="certification.please").exists()

    def test_whoever_is_asked_reads_by_whom_and_for_what(self, client, ana, bo, both):
        agree(bo, ana)
        settling.settle_person(str(ana.pk), at=timezone.now())
        assert "<bdi>Ana</bdi>: Ten hours" not in text(client, bo, ASKED)
        self.ask(client, ana)
        assert "<bdi>Ana</bdi>: Ten hours" in text(client, bo, ASKED)

    def test_what_was_met_since_is_not_asked_any_more(self, client, ana, bo, both):
        agree(bo, ana)
        settling.settle_person(str(ana.pk), at=timezone.now())
        self.ask(client, ana)
        Standing.objects.update(short=["code"])
        assert "Ten hours" not in text(client, bo, ASKED)

    def test_nobody_else_reads_it(self, client, ana, bo, eve, kit, both):
        agree(bo, ana)
        settling.settle_person(str(ana.pk), at=timezone.now())
        self.ask(client, ana)
        for other in (eve, kit):
            assert "Ten hours" not in text(client, other, ASKED)

    def test_a_coordinator_is_asked_for_the_organisation(self, client, ana, kit, both):
        self.ask(client, ana, "letter")
        assert Notice.objects.get(kind="certification.please").to == kit

    def test_a_supervisor_reads_how_their_people_stand(self, client, ana, bo, both):
        agree(bo, ana)
        settling.settle_person(str(ana.pk), at=timezone.now())
        page = text(client, bo, ASKED)
        assert f'href="/en/certificates/of/{ana.pk}/both/"' in page

    def test_a_date_that_is_coming_is_told_if_the_person_wants(self, client, ana, bo, both):
        agree(bo, ana)
        settling.settle_person(str(ana.pk), at=timezone.now())
        Standing.objects.update(credential="valid", valid_until=date(2999, 1, 2))
        assert "2 January 2999" not in text(client, bo, ASKED)
        Path.objects.update(tells_supervisor=True)
        assert "2 January 2999" in text(client, bo, ASKED)


class TestChoosing:
    def test_what_is_open_is_joined_and_left(self, client, ana, signed):
        come_in(client, ana)
        client.post(f"{PAGE}choose/signed/")
        assert Path.objects.live().get().how == "chosen"
        client.post(f"{PAGE}way/signed/leave/")
        assert not Path.objects.live().exists()

    def test_what_is_not_open_is_no_choice(self, client, ana):
        publish("closed").__class__.objects.update(is_open=False)
        come_in(client, ana)
        assert client.post(f"{PAGE}choose/closed/").status_code == 404

    def test_what_belongs_to_a_role_stays(self, client, ana):
        publish(for_roles=[Role.TRAINEE])
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))
        come_in(client, ana)
        page = client.post(f"{PAGE}way/signed/leave/", follow=True).content.decode()
        assert "It belongs to your role here." in page


def test_one_of_several_shows_the_nearest_and_names_the_others(client, ana):
    asks = """any:
    - {id: code, title: {en: The code}, attestation: {statement: code-of-conduct, by: self}}
    - {id: degree, title: {en: A degree}, document: {kind: degree}}
"""
    on_path(ana, publish("either", asks=asks))
    page = text(client, ana)
    assert "1 thing is left." in page
    assert "Other ways" in page
    assert "A degree" in page


def test_after_the_award_nothing_is_to_do_before_renewing(client, ana):
    more = "validity: {lasts: {years: 2}}\nrenewal: {opens: {days: 90}}"
    on_path(ana, publish(more=more))
    today = person("kim", Role.TRAINEE).day()
    sign(ana, today.isoformat())
    settling.settle_person(str(ana.pk), at=at(today.isoformat()))
    assert "Nothing to do before" in text(client, ana)
