"""Papers: sent in sealed, looked at by whoever coordinates, then their person's alone."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from certification import documents
from certification.gathering import gather
from certification.models import Document, DocumentState, Elsewhere
from courses.models import Topic
from office.models import Notice
from tests.certification.conftest import on_path, publish
from tests.conftest import come_in
from tests.courses.builders import make_course

pytestmark = pytest.mark.django_db
PAPERS, ELSEWHERE = "/en/certificates/papers/", "/en/certificates/papers/elsewhere/"
PDF = b"%PDF-1.7 canary of a paper"
DEGREE = "document: {kind: degree}"


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def asked(ana):
    return on_path(ana, publish("with-degree", asks=DEGREE))


def upload(content=PDF, name="my name.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def send(client, who, **changed):
    come_in(client, who)
    values = {"kind": "degree", "issued_on": "2019-06-30", "file": upload()} | changed
    return client.post(PAPERS, values)


def look(row):
    return f"{PAPERS}{row.pk}/look/"


LEARNED = {
    "title": "A week of training",
    "delivery": "in_person",
    "completed_on": "2026-01-10",
    "minutes": "480",
}


class TestSending:
    def test_it_is_kept_sealed_and_whoever_coordinates_is_told(self, client, ana, kit, asked):
        send(client, ana)
        row = Document.objects.get()
        assert (row.kind, row.state) == ("degree", "submitted")
        assert b"canary" not in default_storage.open(row.path).read()
        assert Notice.objects.filter(kind="certification.to_check", to=kit).exists()

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"file": SimpleUploadedFile("a.pdf", b"<script>")}, "Send a PDF, JPEG or PNG file."),
            ({"issued_on": "2999-01-01"}, "This day has not come yet."),
            ({"kind": "other"}, "Select a valid choice"),
        ],
    )
    def test_what_does_not_fit_comes_back_with_words(self, client, ana, asked, changed, words):
        answer = send(client, ana, **changed)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not Document.objects.exists()

    def test_its_person_takes_it_back_and_the_file_goes(self, client, ana, asked):
        send(client, ana)
        row = Document.objects.get()
        client.post(f"{PAPERS}{row.pk}/take-back/")
        documents.settle_file(str(row.pk), at=row.sent_at)
        assert not default_storage.exists(row.path)

    def test_learning_elsewhere_comes_with_its_paper(self, client, ana, kit):
        come_in(client, ana)
        client.post(ELSEWHERE, LEARNED | {"file": upload()})
        row = Elsewhere.objects.get()
        assert (row.minutes, row.document.state) == (480, "submitted")


class TestLooking:
    def test_a_coordinator_accepts(self, client, ana, kit, asked):
        send(client, ana)
        row = Document.objects.get()
        come_in(client, kit)
        assert b"".join(client.get(f"{PAPERS}{row.pk}/").streaming_content) == PDF
        client.post(look(row), {"answer": "yes"})
        row.refresh_from_db()
        assert (row.state, row.checked_by) == (DocumentState.CHECKED, kit)

    def test_nothing_is_accepted_by_sending_nothing(self, client, ana, kit, asked):
        send(client, ana)
        row = Document.objects.get()
        come_in(client, kit)
        for sent in ({}, {"answer": "maybe"}):
            assert client.post(look(row), sent).status_code == 422
        row.refresh_from_db()
        assert row.state == DocumentState.SUBMITTED

    def test_they_read_what_a_yes_lets_it_stand_for(self, client, ana, kit):
        make_course("listening", lessons=1)
        come_in(client, ana)
        client.post(ELSEWHERE, LEARNED | {"course": "listening", "file": upload()})
        row = Document.objects.get()
        come_in(client, kit)
        page = client.get(look(row)).content.decode()
        assert "Listening" in page.partition("Stands for this course of ours")[2]
        assert "In one room" in page

    def test_all_its_minutes_are_of_the_topic_that_was_chosen(self, client, ana, kit):
        Topic.objects.create(code="ethics", names={"en": "Law and ethics"})
        come_in(client, ana)
        client.post(ELSEWHERE, LEARNED | {"topic": "ethics", "file": upload()})
        assert [dict(each.topics) for each in gather([ana])[ana.pk].training] == [{"ethics": 480}]
        come_in(client, kit)
        assert "Law and ethics" in client.get(look(Document.objects.get())).content.decode()

    def test_after_the_look_the_file_is_its_persons_alone(self, client, ana, kit, asked):
        send(client, ana)
        row = Document.objects.get()
        come_in(client, kit)
        client.post(look(row), {"answer": "yes"})
        assert client.get(f"{PAPERS}{row.pk}/").status_code == 404
        come_in(client, ana)
        assert client.get(f"{PAPERS}{row.pk}/").status_code == 200

    def test_what_is_missing_is_told_in_words(self, client, ana, kit, asked):
        send(client, ana)
        row = Document.objects.get()
        come_in(client, kit)
        assert client.post(look(row), {"answer": "no", "words": ""}).status_code == 422
        client.post(look(row), {"answer": "no", "words": "The second page."})
        come_in(client, ana)
        assert "The second page." in client.get(PAPERS).content.decode()

    def test_nobody_else_looks(self, client, ana, bo, cy, sam, asked):
        send(client, ana)
        row = Document.objects.get()
        for who in (bo, cy, sam):
            come_in(client, who)
            assert client.get(f"{PAPERS}{row.pk}/").status_code == 404
            assert client.post(look(row), {"answer": "yes"}).status_code == 404

    def test_nobody_accepts_their_own(self, client, kit):
        on_path(kit, publish("with-degree", asks=DEGREE))
        send(client, kit)
        row = Document.objects.get()
        assert client.post(look(row), {"answer": "yes"}).status_code == 404

    def test_accepted_learning_counts_as_attested(self, client, ana, kit):
        come_in(client, ana)
        values = {"title": "A week", "delivery": "in_person", "completed_on": "2026-01-10"}
        client.post(ELSEWHERE, values | {"minutes": "480", "file": upload()})
        for state in ("logged", "attested"):
            assert [each.state for each in gather([ana])[ana.pk].training] == [state]
            come_in(client, kit)
            client.post(look(Document.objects.get()), {"answer": "yes"})


def test_a_new_key_opens_them_and_the_old_one_is_not_needed(client, ana, asked, settings):
    from cryptography.fernet import Fernet  # noqa: PLC0415

    send(client, ana)
    row = Document.objects.get()
    new, old = Fernet.generate_key().decode(), settings.FIELD_ENCRYPTION_KEYS
    settings.FIELD_ENCRYPTION_KEYS = [new, *old]
    assert documents.reseal(at=row.sent_at).resealed == 1
    settings.FIELD_ENCRYPTION_KEYS = [new]
    assert b"".join(documents.read(row, by=ana, at=row.sent_at)) == PDF
