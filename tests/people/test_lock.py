"""The idle lock of a shared device, and what was sent after it closed."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from office import due
from people import api, lock, parked
from people.models import Parked, Role, Session
from people.sessions import SEEN
from tests.conftest import PASSWORD, person

LOGIN = "/en/account/login/"
LOCK = "/en/account/lock/"
HERE = "/en/account/here/"
UNSENT = "/en/account/parked/"
PAGE = "/en/my-learning/"
PARKS = "/en/courses/listening/enrol/"  # any address that takes a form
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def shared(client, ana):
    """Ana, signed in on a shared device."""
    return sign_in(client, ana)


@pytest.fixture
def quiet(shared):
    """… whom nobody has heard of for eleven minutes."""
    return leave_alone(shared)


def sign_in(client, person, **more):
    client.post(LOGIN, {"login": person.sign_in_name, "password": PASSWORD, **more})
    return client


def leave_alone(client, minutes=11):
    session = client.session
    session[SEEN] = (timezone.now() - timedelta(minutes=minutes)).isoformat()
    session.save()
    return client


def is_locked(client):
    answer = client.get(PAGE)
    return answer.status_code == 302 and answer["Location"].startswith(LOCK)


def write(client, words="a long answer", path=PARKS, **more):
    return client.post(path, {"answer": words, **more})


class TestClosing:
    @pytest.mark.parametrize(("minutes", "closed"), [(9, False), (11, True)])
    def test_after_ten_minutes(self, shared, minutes, closed):
        assert is_locked(leave_alone(shared, minutes)) == closed

    def test_not_where_only_one_person_uses_it(self, client, ana):
        assert not is_locked(leave_alone(sign_in(client, ana, device="mine")))

    def test_a_page_that_is_opened_puts_it_off(self, shared):
        assert not is_locked(leave_alone(shared, 9))
        assert timezone.now() - Session.objects.get(person__isnull=False).seen_at < timedelta(
            minutes=1
        )

    def test_a_page_costs_no_write_each_time(self, shared):
        before = shared.session[SEEN]
        shared.get(PAGE)
        assert shared.session[SEEN] == before

    @pytest.mark.parametrize("path", ["/en/", "/ar/courses/", "/cms/", "/en/account/2fa/", HERE])
    @pytest.mark.parametrize("method", ["get", "head", "post", "put"])
    def test_every_page_leads_to_the_lock(self, quiet, path, method):
        answer = getattr(quiet, method)(path)
        assert (answer.status_code, "/account/lock/" in answer["Location"]) == (302, True)

    @pytest.mark.parametrize("path", ["/health/live", "/exit/", LOCK])
    def test_what_is_always_open_stays_so(self, quiet, path):
        assert "/account/lock/" not in quiet.get(path).get("Location", "")

    def test_one_can_sign_out(self, quiet):
        quiet.post("/en/account/logout/")
        assert "_auth_user_id" not in quiet.session

    def test_an_open_editor_that_asks_by_itself_is_no_sign_of_life(self, client, eve):
        sign_in(client, eve)
        leave_alone(client, 9)
        before = client.session[SEEN]
        client.post("/cms/editing-sessions/ping/learning/homepage/1/1/")
        assert client.session[SEEN] == before

    def test_the_page_says_when_it_is_time(self, shared):
        assert shared.post(LOCK, {"lock": "1"}).status_code == 204
        assert is_locked(shared)

    def test_somebody_who_types_is_not_quiet(self, shared):
        leave_alone(shared, 9)
        assert shared.post(HERE).status_code == 204
        assert timezone.now() - lock.moment(shared.session[SEEN]) < timedelta(minutes=1)

    def test_nothing_puts_it_off_once_it_is_closed(self, quiet):
        quiet.post(HERE)
        quiet.get(PAGE)
        assert is_locked(quiet)

    def test_a_session_made_past_every_door_is_shared(self, client, ana):
        client.force_login(ana)
        session = client.session
        for name in [name for name, _ in session.items() if name.startswith("device")]:
            del session[name]
        session.save()
        client.get(PAGE)
        row = Session.objects.get(pk=client.session.session_key)
        assert row.kind == "shared" and row.expire_date < timezone.now() + timedelta(hours=13)


class TestTheLock:
    def test_shows_no_name(self, quiet, ana):
        page = quiet.get(LOCK).content.decode()
        assert "Locked after ten minutes of quiet" in page
        assert not any(word in page for word in ("Ana", "ana@", "My learning"))

    def test_opens_with_the_password_and_leads_back(self, quiet):
        key = quiet.session.session_key
        way = quiet.get(f"{PAGE}?page=2")["Location"]
        answer = quiet.post(way, {"password": PASSWORD})
        assert answer["Location"] == f"{PAGE}?page=2"
        assert not is_locked(quiet) and quiet.session.session_key != key

    def test_opens_for_a_script_without_a_page(self, quiet):
        script = {"Accept": "application/json"}
        answer = quiet.post(LOCK, {"password": "wrong"}, headers=script)
        assert (answer.status_code, answer.json()["words"]) == (
            400,
            "That is not the password. Try again.",
        )
        assert quiet.post(LOCK, {"password": PASSWORD}, headers=script).status_code == 204
        assert not is_locked(quiet)

    def test_stays_closed_for_a_wrong_password(self, quiet):
        answer = quiet.post(LOCK, {"password": "wrong"})
        assert answer.status_code == 400 and "not the password" in answer.content.decode()
        assert is_locked(quiet)

    def test_ends_the_session_after_ten_of_them(self, quiet):
        for _ in range(9):
            assert quiet.post(LOCK, {"password": "wrong"}).status_code == 400
        assert quiet.post(LOCK, {"password": "wrong"})["Location"] == LOGIN
        assert "_auth_user_id" not in quiet.session

    def test_waits_when_it_is_tried_too_often(self, quiet, settings):
        settings.ACCOUNT_RATE_LIMITS = {"reauthenticate": "2/m/user"}
        for _ in range(2):
            quiet.post(LOCK, {"password": "wrong"})
        answer = quiet.post(LOCK, {"password": PASSWORD})
        assert answer.status_code == 429 and "too often" in answer.content.decode()
        assert is_locked(quiet)

    def test_without_a_password_one_signs_in_again(self, quiet, ana):
        ana.set_unusable_password()
        ana.save()
        session = quiet.session
        session["_auth_user_hash"] = ana.get_session_auth_hash()
        session.save()
        page = quiet.get(LOCK).content.decode()
        assert "Sign in again" in page and 'type="password"' not in page

    @pytest.mark.parametrize(
        "next_", ["//evil.example/", "/\\evil.example", "https://evil.example/", "javascript:1", ""]
    )
    def test_leads_to_no_other_site(self, quiet, next_):
        answer = quiet.post(f"{LOCK}?next={quote(next_)}", {"password": PASSWORD})
        assert answer["Location"] == "/en/"

    def test_is_no_page_for_visitors(self, client):
        assert client.get(LOCK)["Location"] == LOGIN
        assert client.post(LOCK, headers={"Accept": "application/json"}).status_code == 401

    def test_keeps_the_forms_that_stand_open(self, ana):
        client = Client(enforce_csrf_checks=True)
        client.get(LOGIN)
        client.post(
            LOGIN,
            {
                "login": "ana",
                "password": PASSWORD,
                "csrfmiddlewaretoken": client.cookies["form"].value,
            },
        )
        token = client.cookies["form"].value
        leave_alone(client)
        client.get(PAGE)
        answer = client.post(LOCK, {"password": PASSWORD, "csrfmiddlewaretoken": token})
        assert answer.status_code == 302
        assert client.post(HERE, {"csrfmiddlewaretoken": token}).status_code == 204


class TestParked:
    def test_is_sealed_and_holds_no_secret(self, quiet, ana):
        write(quiet, password="kestrel", new_Password2="kestrel", csrfmiddlewaretoken="kestrel")
        row = Parked.objects.get(person=ana)
        assert "a long answer" in row.body and "kestrel" not in row.body
        raw = Parked.objects.extra(select={"raw": "body"}).values_list("raw", flat=True)[0]
        assert "a long answer" not in str(raw)

    @pytest.mark.parametrize("form", ["names", "languages", "told"])
    def test_what_a_person_says_of_themselves_is_kept_too(self, quiet, ana, form):
        quiet.post(f"/en/account/{form}/", {"answer": "a long answer"})
        assert Parked.objects.filter(person=ana).count() == 1

    def test_waits_behind_the_lock(self, quiet):
        write(quiet, "two\r\nlines & <b>")
        assert "is kept for an hour" in quiet.get(LOCK).content.decode()
        answer = quiet.post(LOCK, {"password": PASSWORD})
        assert answer["Location"].startswith(UNSENT)
        page = quiet.get(answer["Location"]).content.decode()
        assert f'action="{PARKS}"' in page and 'value="two\r\nlines &amp; &lt;b&gt;"' in page

    def test_is_shown_as_far_as_somebody_typed_it(self, quiet, ana):
        number = "0c6f3a5e-2b1d-4c8e-9f70-112233445566"
        write(quiet, "Sí, claro", attempt=number, state='{"a": "b"}', page="7")
        (waiting,) = parked.waiting(ana, at=timezone.now())
        assert waiting.words == ["Sí, claro"]

    def test_waits_behind_a_new_sign_in(self, quiet, ana):
        write(quiet)
        quiet.post("/en/account/logout/")
        answer = quiet.post(LOGIN, {"login": "ana", "password": PASSWORD})
        assert answer["Location"].startswith(UNSENT)

    def test_is_seen_by_nobody_else(self, quiet, ana):
        write(quiet, "kestrel")
        quiet.post("/en/account/logout/")
        other = sign_in(quiet, person("noor", Role.TRAINEE))
        row = Parked.objects.get()
        assert "kestrel" not in other.get(UNSENT).content.decode()
        assert other.post(UNSENT, {"throw_away": row.pk}).status_code == 404
        other.post(PARKS, {"parked": row.pk})
        assert Parked.objects.filter(person=ana).exists()

    def test_can_be_thrown_away(self, quiet):
        write(quiet)
        quiet.post(LOCK, {"password": PASSWORD})
        quiet.post(UNSENT, {"throw_away": Parked.objects.get().pk})
        assert not Parked.objects.exists()

    def test_five_of_them_wait_and_the_oldest_goes(self, quiet):
        for number in range(7):
            write(quiet, f"answer {number}")
        kept = sorted(row.body for row in Parked.objects.all())
        assert len(kept) == 5 and "answer 2" in kept[0]

    @pytest.mark.parametrize(
        "path",
        [
            "/en/account/password/change/",
            "/en/account/reauthenticate/",
            "/en/account/2fa/totp/activate/",
            "/en/account/email/",
            HERE,
        ],
    )
    def test_nothing_of_the_door_is_parked(self, quiet, path):
        write(quiet, path=path)
        assert not Parked.objects.exists()

    def test_nothing_large_is_parked(self, quiet):
        write(quiet, "x" * parked.LARGEST)
        assert not Parked.objects.exists()

    def test_nothing_but_text_is_parked_and_the_page_says_so(self, quiet):
        write(quiet, photo=SimpleUploadedFile("kestrel.png", b"kestrel"))
        assert "kestrel" not in Parked.objects.get().body
        quiet.post(LOCK, {"password": PASSWORD})
        assert "files you chose are not kept" in quiet.get(UNSENT).content.decode()

    def test_what_a_page_sends_by_itself_is_not_parked(self, quiet):
        lesson, block = "/en/courses/-/a/b/c/", "00000000-0000-0000-0000-000000000001"
        write(quiet, path=f"{lesson}keep/{block}/")
        assert not Parked.objects.exists()
        write(quiet, path=f"{lesson}answer/{block}/")
        assert Parked.objects.exists()

    def test_a_script_that_sends_no_form_parks_nothing(self, quiet):
        quiet.post(PARKS, "{}", content_type="application/json")
        assert not Parked.objects.exists()

    def test_a_form_of_somebody_elses_page_parks_nothing(self, ana):
        client = sign_in(Client(), ana)
        client.handler.enforce_csrf_checks = True
        assert write(leave_alone(client)).status_code == 403
        assert not Parked.objects.exists()

    def test_goes_after_an_hour(self, quiet, ana):
        write(quiet)
        row = due.Due.objects.get(kind=parked.DUE)
        assert round((row.at - timezone.now()).total_seconds() / 60) == 60
        later = timezone.now() + timedelta(minutes=61)
        assert parked.waiting(ana, at=later) == []
        assert api.settle(row.kind, row.key, at=later)
        assert not Parked.objects.exists()

    @pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example", "/files/x", "x"])
    def test_only_pages_of_this_site_are_sent_to(self, path, db):
        assert not parked.is_of_this_site(path)

    @pytest.mark.parametrize("path", ["/en/courses/", "/ar/courses/", "/cms/"])
    def test_pages_of_every_language_are(self, path):
        assert parked.is_of_this_site(path)


class TestSending:
    """The real thing: an answer to a question in a lesson."""

    @pytest.fixture
    def course(self, ana):
        from courses.joining import enrol  # noqa: PLC0415
        from tests.courses.builders import lesson_page, make_course, question  # noqa: PLC0415

        made = make_course("listening", lessons=1, body=[question(options=("One", "Two"))])
        enrol(ana, made, by=ana)
        return lesson_page(made)

    @pytest.fixture
    def waiting(self, quiet, course):
        from tests.courses.test_lesson import say  # noqa: PLC0415

        say(quiet, course, 0)
        quiet.post(LOCK, {"password": PASSWORD})
        return quiet

    def send(self, client, ana, row=None):
        row = row or parked.waiting(ana, at=timezone.now())[0]
        return client.post(row.path, {**dict(row.fields), "parked": str(row.uuid)}), row

    def test_lands_exactly_once(self, waiting, ana):
        from courses.models import Attempt  # noqa: PLC0415

        assert not Attempt.objects.exists()
        answer, row = self.send(waiting, ana)
        assert answer.status_code < 400
        assert (Attempt.objects.count(), Parked.objects.count()) == (1, 0)
        answer, _ = self.send(waiting, ana, row)
        assert answer["Location"] == UNSENT
        assert Attempt.objects.count() == 1
        assert "sent already" in waiting.get(UNSENT).content.decode()

    def test_waits_on_where_its_page_refuses_it(self, waiting, ana):
        from courses.models import Course  # noqa: PLC0415

        Course.objects.update(audience="assigned")
        Parked.objects.update(path="/en/nowhere/")
        answer, _ = self.send(waiting, ana)
        assert answer.status_code >= 400
        assert Parked.objects.filter(person=ana).exists()
