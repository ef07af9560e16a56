"""The desk of rules: written beside their reading, tried out, published; by coordinators alone."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from certification import drafts, dry_run, settling
from certification.models import Award, Scheme, SchemeVersion
from certification.rules_forms import shipped
from office.models import Due
from people.models import Role
from tests.certification.conftest import CODE, SIGNED, at, on_path, publish, sign
from tests.conftest import come_in, person

pytestmark = pytest.mark.django_db
DESK = "/cms/rules/"
EVERY = Path(__file__).parent / "every-primitive.yaml"
ONE = f"{DESK}signed/"
LETTER = "attestation: {statement: letter, by: organisation}"
BOTH = """all:
    - {id: code, attestation: {statement: code-of-conduct, by: self}}
    - {id: letter, attestation: {statement: letter, by: organisation}}"""


def text(version=2, asks=CODE):
    return SIGNED.format(slug="signed", version=version, asks=asks, more="")


def save(client, written, **more):
    page = client.get(ONE)
    return client.post(ONE, {"text": written, "mark": page.context["mark"]} | more)


def seal_of(client, one=ONE):
    """What the page of a trial gives to be sent with *Publish it*."""
    return client.get(f"{one}try/").context["seal"]


def is_published(scheme, number=2):
    return scheme.versions.filter(number=number).exclude(published_at=None).exists()


class TestWriting:
    def test_it_begins_with_an_example(self, client, kit):
        come_in(client, kit)
        client.post(f"{DESK}new/", {"slug": "ours", "example": "mentor"})
        page = client.get(f"{DESK}ours/").content.decode()
        assert "Six hours of individual supervision" in page

    def test_or_with_a_file(self, client, kit):
        come_in(client, kit)
        file = SimpleUploadedFile("s.yaml", text(1).encode())
        client.post(f"{DESK}new/", {"slug": "signed", "file": file})
        assert SchemeVersion.objects.get().text.startswith("\nscheme: signed")

    def test_a_name_is_taken_once(self, client, kit, signed):
        come_in(client, kit)
        answer = client.post(f"{DESK}new/", {"slug": "signed"})
        assert answer.status_code == 422
        assert "There is one of this name." in answer.content.decode()

    @pytest.mark.parametrize(
        "slug", ["new", "Issuer", "---", "_", "ours/x", "x" * 61, "trauma", ""]
    )
    def test_a_name_that_could_not_be_opened_is_refused_in_words(self, client, kit, slug):
        come_in(client, kit)
        answer = client.post(f"{DESK}new/", {"slug": slug})
        assert answer.status_code == 422
        assert answer.context["form"].errors["slug"]
        assert not Scheme.objects.exists()

    def test_its_name_may_be_seen_and_the_page_says_so(self, client, kit):
        page = come_in(client, kit).get(f"{DESK}new/").content.decode()
        assert "Others may see it: choose a word that tells little." in page

    @pytest.mark.parametrize(
        "file",
        [SimpleUploadedFile("s.yaml", b"\xff"), SimpleUploadedFile("s.yaml", b"x" * 200_001)],
    )
    def test_a_file_that_is_no_rule_is_refused_in_words(self, client, kit, file):
        come_in(client, kit)
        file.seek(0)
        answer = client.post(f"{DESK}new/", {"slug": "ours", "file": file})
        assert (answer.status_code, bool(answer.context["form"].errors["file"])) == (422, True)

    @pytest.mark.parametrize("name", sorted(shipped()))
    def test_every_example_reads_under_a_name_of_ones_own(self, client, kit, name):
        come_in(client, kit)
        client.post(f"{DESK}new/", {"slug": "ours", "example": name})
        page = client.get(f"{DESK}ours/")
        assert (page.status_code, page.context["trouble"]) == (200, "")
        assert len(page.context["chapters"]) > 2

    def test_a_rule_that_uses_every_word_of_the_language_reads(self, client, kit):
        come_in(client, kit)
        written = EVERY.read_bytes().replace(b"version: 2", b"version: 1", 1)
        file = SimpleUploadedFile("s.yaml", written)
        client.post(f"{DESK}new/", {"slug": "every-primitive", "file": file})
        page = client.get(f"{DESK}every-primitive/")
        assert (page.status_code, page.context["trouble"]) == (200, "")
        assert client.get(f"{DESK}every-primitive/try/").status_code == 200

    def test_it_is_read_while_it_is_written_and_nothing_is_kept(self, client, kit, signed):
        come_in(client, kit)
        page = client.post(f"{ONE}read/", {"text": text()}).content.decode()
        assert "signed by the person" in page
        assert SchemeVersion.objects.count() == 1

    @pytest.mark.parametrize(
        "written",
        [
            "scheme: [",
            "scheme: other",
            text(version=7),
            "a: &a [*a]",
            "x: {{7*7}}",
            "[" * 3000,
            "- " * 3000,
            "a: !!bool maybe",
            text(asks="attestation: {statement: a b, by: self}"),
            text(asks="document: {kind: x/y}"),
            text().replace("id: code", "id: a/b"),
        ],
    )
    def test_what_does_not_read_says_why_and_is_kept(self, client, kit, signed, written):
        come_in(client, kit)
        assert (
            "It does not read yet."
            in client.post(f"{ONE}read/", {"text": written}).content.decode()
        )
        save(client, written)
        assert SchemeVersion.objects.get(published_at=None).text == written

    def test_a_sign_that_no_database_keeps_is_left_out(self, client, kit, signed):
        come_in(client, kit)
        save(client, text() + "# a\0b\n")
        assert SchemeVersion.objects.get(published_at=None).text.endswith("# ab\n")

    def test_what_is_too_long_is_not_cut_but_sent_back(self, client, kit, signed):
        come_in(client, kit)
        answer = save(client, "# " + "x" * drafts.LONGEST)
        assert answer.status_code == 422
        assert "This is too long." in answer.content.decode()
        assert SchemeVersion.objects.count() == 1

    def test_markup_in_a_title_is_words(self, client, kit, signed):
        come_in(client, kit)
        named = text().replace("id: code", "id: code\n  title: {en: <script>x</script>}", 1)
        page = client.post(f"{ONE}read/", {"text": named}).content.decode()
        assert "&lt;script&gt;" in page
        assert "<script>" not in page

    def test_nobody_writes_over_somebody_else_unseen(self, client, kit, signed):
        come_in(client, kit)
        opened = client.get(ONE).context["mark"]
        save(client, text() + "# theirs\n")
        answer = client.post(ONE, {"text": text() + "# mine\n", "mark": opened})
        assert answer.status_code == 409
        assert "# theirs" in answer.content.decode()
        assert "# mine" in answer.content.decode()
        assert "# theirs" in SchemeVersion.objects.get(published_at=None).text


class TestWhoMay:
    @pytest.mark.parametrize("who", ["eve", "sam", "ana", "bo"])
    def test_nobody_but_coordinators(self, client, request, signed, who):
        come_in(client, request.getfixturevalue(who))
        for address in (DESK, ONE, f"{DESK}new/", f"{ONE}try/"):
            assert client.get(address).status_code in (302, 403, 404)
        client.post(ONE, {"text": "x", "mark": drafts.DEAD})
        assert SchemeVersion.objects.count() == 1


class TestTryingOut:
    def tried(self, scheme, asks, kit):
        return dry_run.try_out(scheme, text(asks=asks), by=kit, at=at("2026-03-05"))

    @pytest.fixture
    def people(self, signed, ana):
        """Ana has signed; three others have not."""
        for who in [ana, *(person(f"learner{n}", Role.TRAINEE) for n in range(3))]:
            on_path(who, signed)
        sign(ana, "2026-03-02")
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))

    def test_who_loses_and_by_which_line(self, signed, people, kit):
        trial = self.tried(signed, BOTH, kit)
        assert (trial.counts["loses"], trial.counts["short"], trial.of) == (1, 3, 4)
        assert trial.names["loses"] == ["Ana"]
        assert trial.lines["loses"] == {"letter": 1}

    def test_who_gains(self, signed, people, kit, ana):
        sign(ana, "2026-03-02", statement="letter", by_whom="organisation")
        for row in person("learner9", Role.TRAINEE), ana:
            sign(row, "2026-03-02", statement="letter", by_whom="organisation")
        on_path(row.__class__.objects.get(sign_in_name="learner9"), signed)
        trial = self.tried(signed, LETTER, kit)
        assert trial.counts["gains"] == 1

    def test_names_are_those_of_own_teams(self, signed, people):
        outsider = person("lou", Role.TRAINEE)
        trial = self.tried(signed, BOTH, outsider)
        assert trial.counts["loses"] == 1
        assert trial.names["loses"] == []

    def test_nothing_is_written(self, signed, people, kit):
        before = [list(kind.objects.values()) for kind in (Award, SchemeVersion, Scheme)]
        self.tried(signed, BOTH, kit)
        assert [list(kind.objects.values()) for kind in (Award, SchemeVersion, Scheme)] == before

    def test_more_people_cost_no_more(self, signed, people, kit, django_assert_max_num_queries):
        for n in range(10, 20):
            on_path(person(f"learner{n}", Role.TRAINEE), signed)
        with django_assert_max_num_queries(20):
            self.tried(signed, BOTH, kit)


class TestPublishing:
    def test_after_a_trial_it_holds_and_all_are_judged_anew(self, client, kit, signed):
        come_in(client, kit)
        save(client, text(asks=BOTH))
        seal = seal_of(client)
        Due.objects.all().delete()
        client.post(f"{ONE}publish/", {"trial": seal})
        assert list(signed.versions.values_list("number", flat=True)) == [1, 2]
        assert signed.versions.get(number=2).published_by == kit
        assert Due.objects.filter(kind="certification.scheme").exists()

    def test_what_changed_since_the_trial_is_not_published(self, client, kit, signed):
        come_in(client, kit)
        save(client, text(asks=BOTH))
        seal = seal_of(client)
        save(client, text(asks=LETTER))
        answer = client.post(f"{ONE}publish/", {"trial": seal})
        assert answer.status_code == 409
        assert "Try it out once more." in answer.content.decode()
        assert not is_published(signed)

    @pytest.mark.parametrize("seal", ["", "the mark", "x:y:z", "eyJvZiI6IngifQ:abc"])
    def test_without_a_trial_nothing_is_published(self, client, kit, signed, seal):
        come_in(client, kit)
        save(client, text(asks=BOTH))
        seal = client.get(ONE).context["mark"] if seal == "the mark" else seal
        answer = client.post(f"{ONE}publish/", {"trial": seal, "mark": seal})
        assert answer.status_code == 422
        assert "Try it out first." in answer.content.decode()
        assert not is_published(signed)

    def test_somebody_elses_trial_is_not_ones_own(self, client, kit, signed):
        come_in(client, kit)
        save(client, text(asks=BOTH))
        seal = seal_of(client)
        come_in(client, person("lou", Role.COORDINATOR))
        assert client.post(f"{ONE}publish/", {"trial": seal}).status_code == 409
        assert not is_published(signed)

    def test_nor_is_one_of_another_rule(self, client, kit, signed):
        come_in(client, kit)
        publish("other")
        other = f"{DESK}other/"
        written = text(asks=BOTH).replace("scheme: signed", "scheme: other")
        mark = client.get(other).context["mark"]
        client.post(other, {"text": written, "mark": mark})
        save(client, text(asks=BOTH))
        client.post(f"{ONE}publish/", {"trial": seal_of(client, other)})
        assert not is_published(signed)

    def test_a_trial_holds_for_a_day(self, kit, signed):
        now = timezone.now()
        drafts.save(signed, text(asks=BOTH), mark=drafts.DEAD, by=kit, at=now)
        seal = drafts.sealed_trial(signed, text(asks=BOTH), by=kit, at=now)
        with pytest.raises(drafts.NotTried):
            drafts.publish(signed, trial=seal, by=kit, at=now + timedelta(days=1, seconds=1))
        assert drafts.publish(signed, trial=seal, by=kit, at=now + timedelta(days=1)) == 2

    def test_what_would_not_read_beside_the_others_is_not_published(self, kit, signed, monkeypatch):
        now, written = timezone.now(), text()
        drafts.save(signed, written, mark=drafts.DEAD, by=kit, at=now)
        seal = drafts.sealed_trial(signed, written, by=kit, at=now)
        monkeypatch.setattr("certification.rules.reading.LONGEST", len(written) + 9)
        with pytest.raises(drafts.NotReady, match="too long"):
            drafts.publish(signed, trial=seal, by=kit, at=now)

    def test_what_does_not_read_is_not_tried(self, client, kit, signed):
        come_in(client, kit)
        save(client, "scheme: [")
        page = client.get(f"{ONE}try/", follow=True).content.decode()
        assert "It does not read yet" in page

    def test_an_award_stays_as_it_was_granted(self, client, kit, ana, signed):
        on_path(ana, signed)
        sign(ana, "2026-03-02")
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))
        before = Award.objects.values().get()
        come_in(client, kit)
        save(client, text(asks=BOTH))
        client.post(f"{ONE}publish/", {"trial": seal_of(client)})
        settling.settle_scheme(str(signed.pk), at=at("2026-03-05"))
        assert Award.objects.values().get() == before

    def test_for_whom_it_is(self, client, kit, signed):
        come_in(client, kit)
        client.post(f"{ONE}settings/", {"for_roles": [Role.TRAINEE], "is_open": ""})
        signed.refresh_from_db()
        assert (signed.for_roles, signed.is_open) == (["trainee"], False)

    def test_a_role_that_nobody_has_is_refused_in_words(self, client, kit, signed):
        come_in(client, kit)
        answer = client.post(f"{ONE}settings/", {"for_roles": ["god"]})
        assert answer.status_code == 422
        assert "That could not be read." in answer.content.decode()
        signed.refresh_from_db()
        assert signed.for_roles == []

    def test_what_was_published_is_read_again(self, client, kit, signed):
        come_in(client, kit)
        assert "signed by the person" in client.get(f"{ONE}version/1/").content.decode()
        assert client.get(f"{ONE}version/9/").status_code == 404


def test_the_pages_stand_right_to_left_in_arabic(client, kit, signed):
    come_in(client, kit)
    save(client, text(asks=BOTH))
    for address in (DESK, ONE, f"{DESK}new/", f"{ONE}try/", f"{ONE}version/1/"):
        page = client.get(address, headers={"accept-language": "ar"}).content.decode()
        assert 'dir="rtl"' in page and 'lang="ar"' in page, address


def test_a_published_version_is_no_draft(signed):
    assert publish().pk == signed.pk
    assert drafts.draft_of(signed).number == 2
