"""Who leaves for good: what was granted stays without a name, what was shown opens no more."""

import pytest
from django.core.files.storage import default_storage

from certification import documents, settling
from certification.models import Award, Document, Elsewhere, Path, Share, Standing
from certification.retiring import retire_person
from learning import sweep
from office import sealed_files
from people.models import User
from tests.certification.conftest import at, on_path, sign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def gone(ana, signed):
    on_path(ana, signed)
    sign(ana, "2026-03-02")
    settling.settle_person(str(ana.pk), at=at("2026-03-02"))
    award = Award.objects.get()
    moment = at("2026-03-02")
    Share.objects.create(award=award, digest="d", code="code", name="Ana", made_at=moment)
    paper = Document(person=ana, kind="degree", issued_on=award.granted_on, sent_at=moment)
    sealed_files.write(paper.path, [b"%PDF-"])
    paper.save()
    Elsewhere.objects.create(
        person=ana, title="My town", completed_on=award.granted_on, minutes=9, sent_at=moment
    )
    retire_person(ana, at=at("2026-04-01"))
    User.objects.filter(pk=ana.pk).update(retired_at=at("2026-04-01"))
    sweep.run(now=at("2026-04-01"))
    return ana


def test_the_award_and_its_grounds_stay(gone):
    assert Award.objects.get(person=gone).grounds["answer"]["state"] == "met"


def test_what_was_shown_opens_no_more(gone):
    share = Share.objects.get()
    assert (share.name, share.code) == ("", "")
    assert share.taken_back_at


def test_they_are_on_no_path_and_in_no_list(gone):
    assert not Path.objects.live().exists()
    assert not Standing.objects.exists()


def test_papers_and_own_words_go(gone):
    assert not default_storage.exists(Document.objects.get().path)
    assert Elsewhere.objects.get().title == ""


def test_a_new_key_asks_for_no_file_of_theirs(gone):
    assert documents.reseal(at=at("2026-04-02")).unopened == 0
