"""An answer that was sent after the session had ended comes along through signing in.

It travels in the page's own address: ids only, nothing that names anybody.
"""

from uuid import UUID

from django.utils.http import urlencode

from courses import asking
from courses.place import Place
from courses.questions.given import Given

NAME = "question"  # of the field that names the block
LONGEST = 6000  # characters of an address that servers and browsers still take
OURS = ("csrfmiddlewaretoken", "attempt", "token")


def query(form, block_id: UUID | None) -> str:
    """What a form holds, to stand behind an address; empty for a form that answers nothing."""
    if block_id is None or "attempt" not in form:
        return ""
    fields = [(name, value) for name in form if name not in OURS for value in form.getlist(name)]
    found = urlencode([(NAME, block_id), *fields])
    return f"?{found}" if len(found) < LONGEST else ""


def arrived(place: Place, form) -> tuple[UUID, Given] | None:
    """The block and what was answered there, back in its form, to be sent again."""
    block_id = a_uuid(form, NAME)
    return (block_id, sent(place, block_id, form)) if block_id else None


def sent(place: Place, block_id: UUID, form) -> Given:
    question, a_set = place.lesson.question(block_id), place.lesson.set(block_id)
    if question:
        return asking.read_one(form, question, reader=place.reader)
    questions = place.module.bank.questions if a_set else {}
    return asking.read_set(form, questions, reader=place.reader)


def a_uuid(form, name: str) -> UUID | None:
    try:
        return UUID(form.get(name, ""))
    except ValueError:
        return None
