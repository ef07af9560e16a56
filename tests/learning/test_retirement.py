"""Leaving for good: nothing personal is left anywhere, proof still stands, nobody comes back."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from certification.models import Scheme
from courses.joining import enrol
from courses.models import Completion, Course, Enrolment
from learning import export, sweep
from learning.models import Export
from learning.retirement import OnlyThemselves, retire
from office import audit, notices
from office.audit import Entry
from office.models import Notice, Organisation
from office.sealed import SealedTextField
from people.models import Invitation, Role, RoleHeld, Session, User
from people.roles import LastAdministrator
from tests.conftest import PASSWORD, come_in
from tests.courses.builders import make_course
from tests.courses.test_progress import take
from tests.learning.test_export import stale
from tests.learning.test_record import models_about_people
from tests.office.test_due import in_threads

PAGE = "/en/account/leave/"
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
CANARY = "kestrelleft"

# Rows that stay on purpose: they hold who wrote or did what by number; their words are about pages
# that everybody reads, or are not words at all.
STAYS = {
    "office.Entry",
    "office.Clip",
    "office.Picture",
    "courses.Assignment",  # to exactly one: tests/courses/test_assigning.py
    "courses.Attempt",  # a note on a talk is the learner’s
    "courses.Enrolment",
    "courses.H5PLibrary",
    "courses.H5PPackage",
    "courses.H5PVersion",
    # what two people can prove; no name stands in it, and words go (tests/supervision)
    "supervision.About",
    "supervision.Agreement",
    "supervision.Answer",
    "supervision.Evidence",  # to whoever's hours it shows: tests/supervision/test_import.py
    "supervision.Ask",
    "supervision.DataKey",
    "supervision.Handing",
    "supervision.Line",
    "supervision.Lock",
    "supervision.Note",
    "supervision.Party",
    "supervision.Practice",
    "supervision.Qualification",
    "supervision.Seal",
    "supervision.Session",
    # dates without a name: tests/certification/test_retiring.py
    "certification.Attestation",
    "certification.Award",
    "certification.Document",
    "certification.Elsewhere",
    "certification.Extension",
    "certification.Path",
    "certification.SchemeVersion",
    "people.RoleHeld",
    "people.FactorRecovery",
    "wagtailcore.Page",
    "wagtailcore.Revision",
    "wagtailcore.PageLogEntry",
    "wagtailcore.ModelLogEntry",
    "wagtailcore.UploadedFile",
    "wagtailcore.WorkflowState",
    "wagtailcore.TaskState",
    "wagtailimages.Image",
    "wagtaildocs.Document",
    "wagtailmedia.Media",
    "wagtail_localize.StringTranslation",
    "wagtail_localize.SegmentOverride",
    "learning.HomePage",
    "learning.Report",  # who made it; totals only
    "people.User_groups",
    "people.User_user_permissions",
    "people.User",  # filled in its own way below
}
CODES = {"language", "role_language"}  # of a kept invitation; they name nobody
NEEDS_A_PAGE = {"wagtailcore.Comment", "wagtailcore.CommentReply", "wagtailcore.PageSubscription"}


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def planted(ana, sam):
    """A row of Ana in every table that names a person, with a canary in every field for text."""
    for field in User._meta.local_fields:
        if isinstance(field, (models.CharField, models.TextField, models.JSONField)):
            setattr(ana, field.attname, canary_for(field))
    ana.languages, ana.last_login = ["ar", CANARY], AT
    ana.set_password(PASSWORD)
    ana.save()
    planted = {model for model in models_about_people() if is_planted(model)}
    for model in planted:
        plant(model, ana)
    plant_notice_to_her_address(ana)
    return planted


def is_planted(model):
    label = model._meta.label
    return label not in STAYS | NEEDS_A_PAGE and not model._meta.parents


def plant(model, person):
    row = model(**{field.attname: value_for(field, person) for field in fields_of(model)})
    models.Model.save_base(row, force_insert=True)


def fields_of(model):
    return [f for f in model._meta.local_fields if not isinstance(f, models.AutoField)]


def value_for(field, person):
    if field.is_relation:
        return person.pk if field.related_model is User else a_row_of(field)
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.DateTimeField):
        return None if field.null else AT
    if isinstance(field, models.DateField):
        return AT.date()
    if field.name in CODES:
        return "en"
    if field.name == "fingerprint":
        return uuid.uuid4().hex  # of a secret that is gone
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.FileField):
        return ""
    if field.has_default():
        return field.get_default() if not is_text(field) else canary_for(field)
    return canary_for(field) if is_text(field) else 1


def a_row_of(field):
    if field.null:
        return None
    if field.related_model is Course:
        return (Course.objects.first() or make_course()).pk
    if field.related_model is Scheme:
        return Scheme.objects.get_or_create(slug="signed")[0].pk
    return apps.get_model("contenttypes", "ContentType").objects.order_by("pk").first().pk


def is_text(field):
    return field.name not in CODES and isinstance(
        field, (models.CharField, models.TextField, models.JSONField)
    )


def canary_for(field):
    if field.choices:
        return field.flatchoices[0][0]
    if isinstance(field, models.JSONField):
        return {"words": CANARY}
    if isinstance(field, models.EmailField):
        return f"{CANARY}@example.org"
    return CANARY[: field.max_length or 80]


def plant_notice_to_her_address(person):
    row = Notice(kind="people.reset", to=None, key=f"{CANARY}:reset", send_at=AT)
    row.address, row.state = person.email.upper(), "waiting"
    row.save()


def everything():
    """Every row of the database as Python sees it, sealed texts opened: (table, row)."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label != "wellbeing" and model._meta.managed:
            for row in model._base_manager.values():
                yield model._meta.label, json.dumps(row, default=str, ensure_ascii=False)


def with_canary():
    return {label for label, row in everything() if CANARY in row.lower()}


def test_the_canaries_are_planted_in_every_table(planted, ana):
    met = with_canary()
    text = {m for m in planted if any(is_text(f) and not f.choices for f in fields_of(m))}
    text -= {apps.get_model("learning", "Export")}  # a path that follows from its key
    assert {model._meta.label for model in text} <= met
    assert "people.User" in met and len(text) > 7


def test_afterwards_no_word_of_theirs_is_left_in_any_table(planted, ana):
    retire(ana, by=ana, at=AT)
    assert with_canary() == set()


def test_the_search_sees_sealed_texts_too(planted):
    sealed = {
        model._meta.label
        for model in planted
        if any(isinstance(f, SealedTextField) for f in model._meta.local_fields)
    }
    assert sealed >= {"people.Parked", "people.Closure", "people.Invitation"}


def test_every_field_of_the_account_is_emptied_or_known_to_stay(planted, ana):
    before = User.objects.filter(pk=ana.pk).values().get()
    retire(ana, by=ana, at=AT)
    after = User.objects.filter(pk=ana.pk).values().get()
    same = {name for name in before if before[name] == after[name]}
    assert same <= {"id", "is_superuser", "date_joined", "needs_second_factor"}


def test_whoever_was_on_the_list_of_people_who_can_help_is_led_to_by_nobody(ana):
    rows = [{"kind": "person", "name": "At the desk", "account": ana.pk}]
    Organisation.objects.create(name="Casa", short_name="Casa", support=rows)
    retire(ana, by=ana, at=AT)
    assert [row["account"] for row in Organisation.objects.get().support] == [None]


class TestWhatStays:
    @pytest.fixture
    def finished(self, ana):
        course = make_course(lessons=1)
        enrol(ana, course, by=ana)
        take(ana, course)
        return course

    def test_proof_is_as_it_was(self, ana, finished):
        before = list(Completion.objects.values())
        retire(ana, by=ana)
        assert list(Completion.objects.values()) == before
        assert str(Enrolment.objects.get().learner) == "Somebody who left"

    def test_the_audit_stays_and_says_that_they_left(self, ana, sam):
        audit.note("gave role", by=sam, about=ana, object_kind="x", object_key=1)
        retire(ana, by=ana)
        verbs = [entry.verb for entry in Entry.objects.for_person(ana)]
        assert "gave role" in verbs and "retired" in verbs

    def test_what_they_did_of_others_is_read_without_their_name(self, client, ana, sam, bo):
        RoleHeld.objects.create(person=bo, role=Role.ADMINISTRATOR, from_day=AT.date())
        audit.note("gave role", by=sam, about=ana, object_kind="x", object_key=1)
        retire(sam, by=sam)
        page = come_in(client, ana).get("/en/account/record/").content.decode()
        assert "Somebody who left" in page and "Sam" not in page

    def test_others_lose_nothing(self, ana, bo, planted):
        before = list(User.objects.exclude(pk=ana.pk).order_by("pk").values())
        notices.add("people.role_changed", to=bo, key="told")
        retire(ana, by=ana)
        assert list(User.objects.exclude(pk=ana.pk).order_by("pk").values()) == before
        assert Notice.objects.filter(to=bo).count() == 1


class TestTheDoor:
    @pytest.fixture
    def gone(self, ana):
        EmailAddress.objects.create(user=ana, email=ana.email, verified=True, primary=True)
        retire(ana, by=ana)
        return User.objects.get(pk=ana.pk)

    @pytest.mark.parametrize("name", ["ana", "ana@example.org"])
    def test_nobody_signs_in_by_the_old_name_or_address(self, client, gone, name):
        client.post("/en/account/login/", {"login": name, "password": PASSWORD})
        assert "_auth_user_id" not in client.session

    def test_not_even_with_a_new_password(self, client, gone):
        gone.set_password(PASSWORD)
        gone.save()
        sign_in = {"login": gone.sign_in_name, "password": PASSWORD}
        client.post("/en/account/login/", sign_in)
        assert "_auth_user_id" not in client.session

    def test_a_session_that_was_open_elsewhere_is_over(self, client, ana):
        come_in(client, ana)
        retire(ana, by=ana)
        assert not Session.objects.filter(person=ana).exists()
        assert "/account/login/" in client.get("/en/account/")["Location"]

    def test_a_card_made_for_them_opens_nothing(self, ana):
        card = Invitation.objects.create(
            kind="reset", fingerprint="f", person=ana, invited_at=AT, language="en",
            expires_at=timezone.now() + timedelta(days=14), secret="s", words="eight words",
        )  # fmt: skip
        retire(ana, by=ana)
        assert not Invitation.objects.open_at(timezone.now()).exists()
        card.refresh_from_db()
        assert (card.secret, card.words) == ("", "")

    def test_roles_end_and_second_steps_go(self, ana):
        Authenticator.objects.create(user=ana, type="totp", data={})
        retire(ana, by=ana, at=AT)
        assert RoleHeld.objects.get(person=ana).until_day == AT.date()
        assert not Authenticator.objects.exists()

    def test_the_old_name_and_address_are_free_again(self, gone):
        User.objects.create_user("ana", PASSWORD, email="ana@example.org", chosen_name="Ana")


class TestRefusals:
    def test_the_last_administrator_stays(self, sam):
        with pytest.raises(LastAdministrator):
            retire(sam, by=sam)
        sam.refresh_from_db()
        assert sam.is_active and sam.chosen_name == "Sam"

    def test_with_another_administrator_they_may_go(self, sam, bo):
        RoleHeld.objects.create(person=bo, role=Role.ADMINISTRATOR, from_day=AT.date())
        retire(sam, by=sam)
        with pytest.raises(LastAdministrator):
            retire(bo, by=bo)

    def test_one_whose_role_has_ended_does_not_count(self, sam, bo):
        day = timezone.now().date() - timedelta(days=2)
        RoleHeld.objects.create(
            person=bo, role=Role.ADMINISTRATOR, from_day=AT.date(), until_day=day
        )
        with pytest.raises(LastAdministrator):
            retire(sam, by=sam)

    def test_nobody_retires_another(self, ana, sam):
        with pytest.raises(OnlyThemselves):
            retire(ana, by=sam)

    def test_twice_is_as_once(self, ana):
        retire(ana, by=ana, at=AT)
        before = list(Entry.objects.values_list("pk", flat=True))
        retire(ana, by=ana)
        assert list(Entry.objects.values_list("pk", flat=True)) == before
        assert User.objects.get(pk=ana.pk).retired_at == AT

    def test_a_failure_in_one_room_leaves_everything(self, ana, monkeypatch):
        monkeypatch.setattr("people.leaving._shut_ways_in", lambda *a, **k: 1 / 0)
        notices.add("people.role_changed", to=ana, key="told")
        with pytest.raises(ZeroDivisionError):
            retire(ana, by=ana)
        assert Notice.objects.exists() and User.objects.get(pk=ana.pk).is_active


class TestCopies:
    def test_a_copy_that_lies_ready_goes_with_its_person(self, ana):
        copy = export.ask(by=ana)
        sweep.run()
        assert default_storage.exists(f"exports/{copy.pk}")
        retire(ana, by=ana)
        assert not Export.objects.exists()
        sweep.run()
        assert not default_storage.exists(f"exports/{copy.pk}")

    def test_one_that_was_only_asked_for_is_not_made(self, ana, own_store):
        export.ask(by=ana)
        retire(ana, by=ana)
        assert sweep.run().postponed == 0
        assert not [path for path in own_store.rglob("*") if path.is_file()]


class TestPage:
    def test_it_says_what_goes_what_stays_and_offers_a_copy(self, client, ana):
        page = come_in(client, ana).get(PAGE).content.decode()
        for words in ("What will be gone", "What stays, and why", "undone"):
            assert words in page
        assert "/en/account/export/" in page

    def test_the_box_must_be_ticked(self, client, ana):
        answer = come_in(client, ana).post(PAGE)
        assert answer.status_code == 422 and "Tick the box first" in answer.content.decode()
        assert User.objects.get(pk=ana.pk).is_active

    def test_then_it_is_done_and_they_are_signed_out(self, client, ana):
        answer = come_in(client, ana).post(PAGE, {"sure": "on"})
        assert answer["Clear-Site-Data"] == '"cache", "storage"'
        assert "Your account is closed" in client.get(answer["Location"]).content.decode()
        assert User.objects.get(pk=ana.pk).retired_at
        assert "_auth_user_id" not in client.session

    def test_after_an_old_sign_in_nothing_happens_yet(self, client, ana):
        answer = stale(come_in(client, ana)).post(PAGE, {"sure": "on"})
        assert "/account/reauthenticate/" in answer["Location"]
        assert User.objects.get(pk=ana.pk).is_active
        client.post(answer["Location"], {"password": PASSWORD})
        assert User.objects.get(pk=ana.pk).is_active  # the box is asked for again

    def test_opening_the_page_closes_nothing(self, client, ana):
        come_in(client, ana).get(f"{PAGE}?sure=on")
        assert User.objects.get(pk=ana.pk).is_active

    def test_the_last_administrator_reads_why_not(self, client, sam):
        page = come_in(client, sam).post(PAGE, {"sure": "on"}, follow=True).content.decode()
        assert "You are the only administrator." in page


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_leave_at_once_one_stays(sam, bo):
    RoleHeld.objects.create(person=bo, role=Role.ADMINISTRATOR, from_day=AT.date())
    both, refused = [sam, bo], []

    def go():
        person = both.pop()
        try:
            retire(person, by=person)
        except LastAdministrator:
            refused.append(person)

    in_threads(2, go)
    assert len(refused) == 1
    assert User.objects.filter(retired_at=None, is_active=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_askings_at_once_one_is_kept(ana):
    refused = []

    def ask():
        try:
            export.ask(by=ana)
        except export.OneIsOpen:
            refused.append(1)

    in_threads(4, ask)
    assert len(refused) == 3 and Export.objects.count() == 1


def test_an_organisation_keeps_its_contact(ana, planted):
    Organisation.objects.create(name="House", short_name="House", ask_name="Kit")
    retire(ana, by=ana)
    assert Organisation.objects.get().ask_name == "Kit"
