"""The demonstration: there at once, the same however often, and never among other people."""

import json

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState

from courses.models import Attempt, Completion, Course, Enrolment
from courses.packs.source import readable
from learning import demo
from office.models import Organisation
from people.models import RoleHeld, User
from tests.conftest import come_in
from tests.courses.packs import small

pytestmark = pytest.mark.django_db
CONTENT, HISTORY = settings.ROOT / "content", demo.HISTORY  # as they are shipped
A_SET = """::: true_false #opens is=true
A door can be left open.
:::
"""


@pytest.fixture(autouse=True)
def small_house(tmp_path, settings, monkeypatch):
    """One small course in place of the shipped ones."""
    small.write(tmp_path / "content" / "small-steps")
    settings.ROOT, settings.DEMO = tmp_path, True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(default_storage._wrapped, "_location", str(tmp_path / "media"))
    monkeypatch.setattr(
        demo,
        "HISTORY",
        (
            demo.Way("ana", "small-steps", "en", 40, lessons=2),
            demo.Way("noor", "small-steps", "ar", 5, lessons=0, tries_next=True),
        ),
    )


def everything():
    kinds = (User, RoleHeld, Organisation, Course, Enrolment, Attempt, Completion)
    return [list(kind.objects.order_by("pk").values()) for kind in kinds]


def test_ten_people_with_roles_and_a_house_are_there():
    call_command("demo")
    assert User.objects.count() == len(demo.PEOPLE) == 10
    assert User.objects.get(sign_in_name="luz").legal_name == ""
    assert RoleHeld.objects.get(person__sign_in_name="tomas").language == "fr"
    assert Organisation.objects.get().short_name == "Harbour"
    assert not User.objects.filter(is_superuser=True).exists()


def test_what_they_did_went_through_the_verbs():
    call_command("demo")
    done = Completion.objects.get()
    assert done.enrolment.learner.sign_in_name == "ana"
    assert set(Attempt.objects.values_list("language", flat=True)) == {"en", "ar"}
    wrong = Attempt.objects.get(enrolment__learner__sign_in_name="noor")
    assert wrong.is_right is False


def test_a_draft_waits_for_the_reviewer_once_however_often_it_is_loaded():
    call_command("demo")
    call_command("demo")
    assert TaskState.objects.count() == 1
    client = come_in(Client(), User.objects.get(sign_in_name="iris"))
    page = client.get("/cms/reviews/").content.decode()
    assert f"/cms/reviews/{TaskState.objects.get().pk}/" in page


def test_bo_is_through_with_the_whole_of_a_shipped_course():
    way = next(way for way in HISTORY if way.who == "bo")
    modules = readable(CONTENT / way.course).modules
    assert way.lessons == sum(len(module.lessons) for module in modules)


def test_a_set_of_questions_is_sat_too(tmp_path):
    folder = tmp_path / "content" / "small-steps"
    small.change(folder, "first/module.md", "window]\n---\n", f"window]\n---\n\n{A_SET}")
    small.put(folder, "first/window.md", small.WINDOW + "\n::: question_set #all draw=1\n:::\n")
    call_command("demo")
    call_command("demo")
    assert Attempt.objects.get(verb="sat").passed
    assert Completion.objects.get().enrolment.learner.sign_in_name == "ana"


def test_a_second_time_changes_nothing():
    call_command("demo")
    before = everything()
    call_command("demo")
    assert everything() == before


def test_a_site_with_other_people_is_left_alone(ana):
    with pytest.raises(CommandError, match="other people"):
        call_command("demo")
    assert list(User.objects.all()) == [ana]


def test_people_without_an_address_are_other_people_too():
    User.objects.create_user("wren")
    with pytest.raises(CommandError, match="other people"):
        call_command("demo")


def test_yes_loads_it_beside_other_people(bo):
    User.objects.filter(pk=bo.pk).update(sign_in_name="beatrix")
    call_command("demo", yes=True)
    assert User.objects.count() == 11


def test_an_organisation_that_is_there_keeps_its_name():
    Organisation.objects.create(name="Lighthouse", short_name="Light")
    call_command("demo")
    assert Organisation.objects.get().name == "Lighthouse"


def test_a_code_opens_the_second_step(capsys):
    call_command("demo")
    call_command("demo", "code", "kit@demo.example", json=True)
    code = json.loads(capsys.readouterr().out.splitlines()[-1])["code"]
    client = Client()
    sign_in = {"login": "kit@demo.example", "password": demo.PASSWORD}
    answer = client.post(reverse("account_login"), sign_in)
    assert answer.url == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.session["_auth_user_id"]


def test_a_learner_needs_no_second_step():
    call_command("demo")
    client = Client()
    client.post(reverse("account_login"), {"login": "ana", "password": demo.PASSWORD})
    assert client.session["_auth_user_id"]


@pytest.mark.parametrize("email", ["ana@demo.example", "nobody@demo.example"])
def test_who_has_no_code_is_told_in_one_sentence(email):
    call_command("demo")
    with pytest.raises(CommandError, match="Nobody of the demonstration"):
        call_command("demo", "code", email)


@pytest.mark.parametrize("words", [["code"], ["load", "ana@demo.example"]])
def test_an_address_goes_with_code_only(words):
    with pytest.raises(CommandError, match="goes with “code”"):
        call_command("demo", *words)
    assert not User.objects.exists()


def test_a_real_second_factor_is_never_shown(kit):
    User.objects.filter(pk=kit.pk).update(email="kit@demo.example")
    kit.refresh_from_db()
    demo.Authenticator.objects.create(
        user=kit, type="totp", data={"secret": demo.encrypt("JBSWY3DPEHPK3PXP")}
    )
    assert demo.current_code(kit) == ""


def test_the_sign_in_page_lists_nobody_where_demo_was_not_run(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert demo.demo_people("en") == []


def test_the_sign_in_page_lists_people_by_neutral_label():
    call_command("demo")
    people = demo.demo_people("en")
    assert [person["sign_in"] for person in people][:3] == ["ana", "noor", "luz"]
    assert people[2]["label"] == "Mentor"
