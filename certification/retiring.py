"""What this room lets go when a person leaves for good."""

from datetime import datetime

from django.db import transaction

from certification.documents import FILE_DUE
from certification.models import Award, Document, Elsewhere, Path, Share, Standing
from office import due


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
    keys = [str(key) for key in documents.values_list("pk", flat=True)]
    due.add_many(FILE_DUE, keys=keys, at=at)  # it goes once its person has left
