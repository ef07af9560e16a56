"""Does everything that is due: settles causes, sends notices. Safe at any moment, twice, beside
a worker.

A cause goes to every room that may know its kind, from the top; each room's `settle` says whether
it did. What nobody knows stays (a newer edition may run beside us), and so does what fails.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.management import call_command
from django.utils import timezone

from courses import api as courses
from learning import export, room_lists, talks
from learning.rooms import BELOW, write
from learning.setup import shipped
from office import due, expired, notices, nudge

logger = logging.getLogger(__name__)

BATCHES = 50  # of one run; what is left then is left to the next


class UnknownKind(Exception):
    """No room settles this kind."""


@dataclass(frozen=True)
class Swept:
    """What one run did: causes settled and put off, notices sent by mail."""

    settled: int
    postponed: int
    sent: int


def run(*, now: datetime | None = None) -> Swept:
    """Do what is due now, or what would be due at `now`."""
    outcomes = [_settle(claim, at=now or timezone.now()) for claim in _claims(now)]
    room_lists.see_to_it()
    _publish_what_is_scheduled()
    _purge_private_room()
    expired.forget(at=now or timezone.now())
    return Swept(
        settled=sum(outcomes), postponed=len(outcomes) - sum(outcomes), sent=_send_notices(now)
    )


def _claims(now: datetime | None) -> Iterator[due.Claim]:
    for _ in range(BATCHES):
        batch = due.claim(at=now or timezone.now())
        if not batch:
            return
        yield from batch
    nudge.soon()


def _settle(claim: due.Claim, *, at: datetime) -> bool:
    """A failure holds up only its own row."""
    try:
        rooms = (export, shipped, talks, *BELOW.values())
        known = [room.settle(claim.kind, claim.key, at=at) for room in rooms]
        if not any(known):
            raise UnknownKind(claim.kind)
    except Exception as problem:
        logger.exception("%s %s is put off", claim.kind, claim.key)
        due.postpone(claim, error=type(problem).__name__)
        return False
    due.finish(claim)
    return True


def _publish_what_is_scheduled() -> None:
    """By the real clock: an hour that is only played publishes nothing."""
    try:
        courses.publish_due(at=timezone.now())
    except Exception:
        logger.exception("nothing that is scheduled is published now")


def _purge_private_room() -> None:
    """What nobody touched for two years. By the name of its command: nobody imports that room."""
    try:
        call_command("room", "purge")
    except Exception:
        logger.exception("the private room is not purged now")


def _send_notices(now: datetime | None) -> int:
    total = 0
    for _ in range(BATCHES):
        sent = notices.send_due(write=write, at=now)
        total += sent
        if not sent:
            break
    return total
