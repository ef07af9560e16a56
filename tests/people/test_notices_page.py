"""What a person was told: all of it, only theirs, the new first; and mail that did not go."""

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses import api as courses
from courses.joining import enrol
from learning import sweep
from office import notices
from office.audit import Entry
from office.notices import Notice, State, Words
from people import api as people
from people.models import Device, Role, RoleHeld
from people.views.mail_trouble import masked
from tests.conftest import come_in
from tests.courses.builders import make_course
from tests.people.factories import UserFactory

PAGE, READ, TROUBLE = "/en/account/notices/", "/en/account/notices/read/", "/en/people/mail/"
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
pytestmark = pytest.mark.django_db


def tell(person, kind="people.password_changed", key=None, **values):
    key = key or f"{kind}:{Notice.objects.count()}"
    notices.add(kind, to=person, key=key, **values)
    return Notice.objects.get(key=key)


def see(client, person, path=PAGE):
    return come_in(client, person).get(path).content.decode()


def articles(page):
    return re.findall(r'id="notice-(\d+)"', page)


class TestThePage:
    def test_with_nothing_to_tell_it_says_what_will_stand_here(self, client, ana):
        assert "Whatever you are told is kept here" in see(client, ana)

    def test_it_shows_the_words_and_the_way(self, client, ana):
        tell(ana, "people.new_device", about="0")
        page = see(client, ana)
        assert "A new sign-in" in page and 'href="/en/account/devices/"' in page

    def test_it_speaks_the_language_of_the_page(self, client, ana):
        tell(ana)
        assert 'href="/es/account/' in see(client, ana, "/es/account/notices/")

    def test_the_words_of_other_rooms_stand_there_too(self, client, ana, monkeypatch):
        monkeypatch.setattr(courses, "write_notice", lambda notice: Words("Welcome", "Hello there"))
        tell(ana, "courses.welcome")
        assert "Hello there" in see(client, ana)

    @pytest.mark.parametrize("kind", ["courses.unheard", "nowhere.unheard", "people.role_changed"])
    def test_one_without_words_still_stands_there(self, client, ana, kind):
        tell(ana, kind, about="0")
        assert "has been settled since" in see(client, ana)

    def test_its_day_is_the_one_where_the_reader_is(self, client):
        abroad = UserFactory(abroad=True)
        tell(abroad, at=timezone.now().replace(year=2026, month=3, day=1, hour=12))
        assert 'datetime="2026-03-02"' in see(client, abroad)

    def test_nobody_sees_what_another_is_told(self, client, ana, bo, sam):
        tell(ana)
        for person in (bo, sam):
            assert articles(see(client, person)) == []

    def test_what_is_told_later_or_is_closed_is_not_shown(self, client, ana):
        tell(ana, at=timezone.now() + timedelta(days=1))
        tell(ana)
        Notice.objects.filter(pk=tell(ana).pk).update(state=State.CLOSED)
        assert len(articles(see(client, ana))) == 1

    def test_what_people_wrote_is_escaped(self, client, ana, monkeypatch):
        words = Words("<script>", "Hello <script>alert(1)</script>")
        monkeypatch.setattr(courses, "write_notice", lambda notice: words)
        tell(ana, "courses.welcome")
        assert "<script>alert" not in see(client, ana)

    def test_twenty_stand_on_a_page_the_newest_first(self, client, ana):
        now = timezone.now()
        told = [tell(ana, at=now - timedelta(hours=hours)).pk for hours in range(23)]
        page = see(client, ana)
        assert articles(page) == [str(pk) for pk in told[:20]]
        assert 'href="?page=2"' in page
        assert articles(see(client, ana, f"{PAGE}?page=2")) == [str(pk) for pk in told[20:]]

    @pytest.mark.parametrize("number", ["0", "-1", "99", "x", "9" * 40])
    def test_a_page_that_is_none_is_the_nearest(self, client, ana, number):
        tell(ana)
        assert len(articles(see(client, ana, f"{PAGE}?page={number}"))) == 1

    def test_it_costs_the_same_however_many_there_are(self, client, ana):
        def another():
            seen = {"first_seen_at": timezone.now(), "last_seen_at": timezone.now()}
            number = Device.objects.count()
            device = Device.objects.create(person=ana, fingerprint=str(number), **seen)
            held = RoleHeld.objects.create(person=ana, role=Role.MENTOR, from_day="2026-01-01")
            tell(ana, "people.new_device", about=device.pk)
            tell(ana, "people.role_changed", about=held.pk)

        another()
        see(client, ana)
        costs = []
        for rows in (0, 6):
            for _ in range(rows):
                another()
            with CaptureQueriesContext(connection) as queries:
                client.get(PAGE)
            costs.append(len(queries))
        assert costs[0] == costs[1]

    def test_a_visitor_signs_in_first(self, client):
        assert "/account/login/" in client.get(PAGE)["Location"]
        assert "/account/login/" in client.post(READ)["Location"]


class TestReading:
    def test_looking_marks_nothing(self, client, ana):
        tell(ana)
        see(client, ana)
        assert Notice.objects.get().read_at is None
        assert client.get(READ).status_code == 405

    def test_what_was_shown_is_marked_and_what_came_meanwhile_is_not(self, client, ana):
        shown, meanwhile = tell(ana), tell(ana)
        come_in(client, ana).post(READ, {"notice": [shown.pk]})
        assert Notice.objects.get(pk=shown.pk).read_at
        assert articles(see(client, ana)) == [str(meanwhile.pk), str(shown.pk)]

    def test_nobody_marks_what_another_is_told(self, client, ana, bo):
        theirs = tell(ana)
        come_in(client, bo).post(READ, {"notice": [theirs.pk]})
        assert Notice.objects.get().read_at is None

    @pytest.mark.parametrize("key", ["", "x", "-1", "9" * 60, "1 OR 1=1"])
    def test_what_is_no_key_marks_nothing(self, client, ana, key):
        tell(ana)
        assert come_in(client, ana).post(READ, {"notice": [key]}).status_code == 302
        assert Notice.objects.get().read_at is None


class TestTheChoice:
    def test_it_stands_below_the_notices(self, client, ana):
        page = see(client, ana)
        assert re.search(r'value="mail"\s+checked', page)

    def test_without_an_address_mail_is_off_and_the_reason_is_said(self, client):
        page = see(client, UserFactory(without_address=True))
        assert re.search(r'value="mail"\s+disabled', page)
        assert "no mail address, so everything waits" in page

    def test_on_a_site_without_mail_too(self, client, ana, settings):
        settings.EMAIL_BACKEND = NO_MAIL
        page = see(client, ana)
        assert re.search(r'value="mail"\s+disabled', page)
        assert "This site sends no mail." in page

    def test_whoever_wants_none_gets_none(self, client, ana):
        come_in(client, ana).post("/en/account/told/", {"notify_by": "inside"})
        tell(ana)
        sweep.run()
        assert mail.outbox == []
        assert len(articles(see(client, ana))) == 1


class TestToday:
    def test_it_says_how_many_are_new(self, client, ana):
        tell(ana, "people.role_changed", about="0")
        assert "You have 1 new notice" in see(client, ana, "/en/")
        come_in(client, ana).post(READ, {"notice": [Notice.objects.get().pk]})
        assert "new notice" not in see(client, ana, "/en/")

    def test_it_stands_after_what_is_under_way_and_is_never_crowded_out(self, client, ana):
        for number in range(4):
            enrol(ana, make_course(f"course-{number}"), by=ana)
        tell(ana, "people.role_changed", about="0")
        page = see(client, ana, "/en/")
        assert page.index("/en/courses/course-") < page.index("1 new notice")

    @pytest.mark.parametrize("kind", ["people.card_made", "people.new_device"])
    def test_what_concerns_the_door_comes_first(self, client, ana, kind):
        enrol(ana, make_course("course"), by=ana)
        tell(ana, kind)
        page = see(client, ana, "/en/")
        assert page.index("1 new notice") < page.index("/en/courses/course/")
        assert "Something about your sign-in" in page

    def test_it_costs_one_statement(self, ana, django_assert_num_queries):
        for _ in range(5):
            tell(ana)
        with django_assert_num_queries(1):
            assert people.waiting_for(ana)[0].title == "You have 5 new notices"


def refuse(self, messages):
    raise SMTPRecipientsRefused({"ana@example.org": (550, b"no")})


class TestMailThatDidNotGo:
    def test_a_refusal_is_told_in_words_without_the_text_or_the_address(
        self, client, ana, sam, monkeypatch
    ):
        monkeypatch.setattr(EmailBackend, "send_messages", refuse)
        tell(ana)
        sweep.run()
        page = see(client, sam, TROUBLE)
        assert "does not take mail for this address" in page
        assert "News of a changed password" in page and "<bdi>Ana</bdi>" in page
        assert "ana@example.org" not in page and "was changed on" not in page

    def test_what_a_crash_left_is_seen_and_sent_by_nobody(self, client, sam, monkeypatch):
        def die(self, messages):
            raise KeyboardInterrupt

        monkeypatch.setattr(EmailBackend, "send_messages", die)
        notices.add("courses.welcome", address="luz@mail.example.org", language="es", key="one")
        monkeypatch.setattr(courses, "write_notice", lambda notice: Words("News", "Hello"))
        with pytest.raises(KeyboardInterrupt):
            sweep.run()
        monkeypatch.undo()
        Notice.objects.update(sent_at=timezone.now() - timedelta(minutes=11))
        assert sweep.run().sent == 0
        page = see(client, sam, TROUBLE)
        assert "We do not know whether it went." in page
        assert "l…@m….org" in page and "luz@" not in page

    def test_what_is_on_its_way_is_not_there(self, client, ana, sam):
        Notice.objects.filter(pk=tell(ana).pk).update(state=State.SENDING, sent_at=timezone.now())
        assert "All mail went" in see(client, sam, TROUBLE)

    def test_once_seen_it_is_gone_and_the_address_with_it(self, client, sam):
        notices.add("people.reset", address="luz@example.org", key="one")
        Notice.objects.update(state=State.SENDING)
        come_in(client, sam).post(TROUBLE, {"notice": [Notice.objects.get().pk]})
        notice = Notice.objects.get()
        assert (notice.state, notice.address) == (State.SENDING, "")
        assert "All mail went" in see(client, sam, TROUBLE)

    def test_what_waits_for_long_is_said_and_nothing_is_called_well(self, client, ana, sam):
        tell(ana, at=timezone.now() - timedelta(hours=2))
        page = see(client, sam, TROUBLE)
        assert "1 message has waited for more than an hour" in page
        assert "All mail went" not in page
        assert TROUBLE in see(client, sam, "/en/")

    def test_that_it_was_seen_is_noted_for_the_person(self, client, ana, sam):
        failed, fine = tell(ana), tell(ana)
        Notice.objects.filter(pk=failed.pk).update(state=State.FAILED)
        come_in(client, sam).post(TROUBLE, {"notice": [failed.pk, fine.pk]})
        entry = Entry.objects.for_person(ana).get()
        assert (entry.verb, entry.actor, entry.object_key) == (
            "saw mail trouble",
            sam,
            str(failed.pk),
        )
        assert Notice.objects.get(pk=fine.pk).seen_by_admin_at is None

    def test_the_person_still_reads_it_inside(self, client, ana, sam):
        Notice.objects.filter(pk=tell(ana).pk).update(state=State.FAILED)
        come_in(client, sam).post(TROUBLE, {"notice": [Notice.objects.get().pk]})
        assert len(articles(see(client, ana))) == 1

    def test_today_leads_the_administrator_there_and_nobody_else(self, client, ana, sam, kit):
        Notice.objects.filter(pk=tell(ana).pk).update(state=State.FAILED)
        assert TROUBLE in see(client, sam, "/en/")
        assert TROUBLE not in see(client, kit, "/en/")

    @pytest.mark.parametrize("error", ["SMTPDataError", "", "Whatever"])
    def test_an_error_without_words_of_its_own_has_some(self, client, ana, sam, error):
        Notice.objects.filter(pk=tell(ana).pk).update(state=State.FAILED, last_error=error)
        assert "The mail server refused it." in see(client, sam, TROUBLE)

    @pytest.mark.parametrize("who", ["ana", "bo", "eve", "kit"])
    def test_for_others_it_is_not_there(self, client, request, who):
        person = request.getfixturevalue(who)
        failed = tell(person)
        Notice.objects.update(state=State.FAILED)
        come_in(client, person)
        assert client.get(TROUBLE).status_code == 404
        assert client.post(TROUBLE, {"notice": [failed.pk]}).status_code == 404
        assert Notice.objects.get().seen_by_admin_at is None

    def test_it_costs_the_same_however_many_there_are(self, client, ana, bo, sam):
        see(client, sam, TROUBLE)
        costs = []
        for rows in (1, 9):
            for number in range(rows):
                tell((ana, bo)[number % 2])
            Notice.objects.update(state=State.FAILED)
            with CaptureQueriesContext(connection) as queries:
                client.get(TROUBLE)
            costs.append(len(queries))
        assert costs[0] == costs[1]

    @pytest.mark.parametrize(
        ("address", "shown"),
        [("ana@example.org", "a…@e….org"), ("a@b.example.uk", "a…@b….uk"), ("x@l", "x…@l…")],
    )
    def test_an_address_is_known_again_by_who_knows_it(self, address, shown):
        assert masked(address) == shown
