"""What this room lets go when a person leaves for good."""

from datetime import datetime

from django.db import transaction

from certification.models import Award, Document, Elsewhere, Path, Share, Standing
from office import sealed_files


@transaction.atomic
def retire_person(person, *, at: datetime) -> None:
    """Awards and their grounds stay, without a name; what was shown of them opens no more."""
    Path.objects.live().filter(person=person).update(left_on=person.day(at))
    Standing.objects.filter(person=person).delete()
    shares = Share.objects.filter(award__person=person)
    shares.filter(taken_back_at=None).update(taken_back_at=at)
    shares.update(name="", code="")
    Award.objects.filter(person=person).update(reason="")
    Elsewhere.objects.filter(person=person).update(title="")
    documents = Document.objects.filter(person=person)
    documents.update(words="")
    for row in documents:
        transaction.on_commit(lambda path=row.path: sealed_files.delete(path))
