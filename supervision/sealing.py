"""What both said is sealed: one more link in the supervisee's chain, signed by the site.

The last link of a line says how it stands: `confirmed`, one-sided, or that it stands no more. A
file that holds the chain so tells a corrected hour from the one that took its place.
"""

import json
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from office import signing
from supervision import links, parties
from supervision.canonical import content_of, private_digest
from supervision.models import Line, Seal, Session, wide


def seal(line: Line, event: str, *, at: datetime) -> Seal:
    """Add a link. The caller holds the supervisee's row, so that a chain never forks."""
    names = parties.names_of([line.supervisee, line.session.supervisor])
    return _add(line, event, content(line, names), names, at)


def seal_end(line: Line, event: str, *, at: datetime) -> Seal | None:
    """Say in the chain that what was sealed of this line no longer stands as it was: `disputed`,
    `replaced`. None where nothing was. The caller holds the supervisee's row.
    """
    last = line.seals.order_by("-sequence").first()
    if last is None:
        return None
    names = parties.names_of([line.supervisee, line.session.supervisor])
    return _add(line, event, signed_of(last).link.content, names, at)


def _add(line: Line, event: str, content: dict, names: dict, at: datetime) -> Seal:
    last = Seal.objects.filter(supervisee=line.supervisee_id).order_by("-sequence").first()
    link = links.Link(
        sequence=last.sequence + 1 if last else 1,
        previous=last.digest if last else links.NOTHING_BEFORE,
        event=str(event),
        content=content,
        answers=_answers(line, names),
    )
    signed = links.sign(link, signing_key())
    return Seal.objects.create(
        supervisee_id=line.supervisee_id,
        sequence=link.sequence,
        line=line,
        content=link.to_bytes().decode(),
        previous=link.previous,
        digest=signed.digest,
        key_id=signed.key_id,
        signature=signed.signature,
        at=at,
    )


def content(line: Line, names: dict) -> dict:
    """What is sealed of a line: no name, no free text."""
    session = line.session
    heads = heads_of(session)
    workplace = line.agreement.workplace if line.agreement else None
    return content_of(
        line=line.uuid,
        supervisor=names[session.supervisor_id],
        supervisee=names[line.supervisee_id],
        agreement=line.agreement_id,
        organisation=workplace.uuid if workplace else parties.name_of_site(),
        counted_on=line.counted_on.isoformat(),
        started_at=session.started_at,
        zone=session.zone,
        minutes=line.minutes,
        session_minutes=session.minutes,
        kind=wide(session.kind, heads["supervisees"]),
        heads=heads,
        mode=session.mode,
        private=private_digest(bytes(line.salt), private_part(line)),
    )


def private_part(line: Line) -> dict:
    """What stays between the two; it is sealed by its digest alone."""
    session = line.session
    return {
        "kind": str(session.kind),
        "observed": session.is_observed,
        "presented": line.presented,
        "facilitated": line.facilitated,
        "topics": list(session.topics),
        "language": session.language,
    }


def heads_of(session: Session) -> dict[str, int]:
    """Who was there for more than no minutes; `everyone` takes in supervisor and facilitators.

    Where it was said how many there were, those without an account count too.
    """
    there = session.lines.in_force().filter(minutes__gt=0)
    facilitated = list(there.values_list("facilitated", flat=True))
    known = sum(not each for each in facilitated)
    supervisees = max(known, session.heads_said or 0)
    return {"supervisees": supervisees, "everyone": supervisees + len(facilitated) - known + 1}


def _answers(line: Line, names: dict) -> tuple[dict, ...]:
    return tuple(
        {
            "by": str(names[each.by_id]) if each.by_id in names else None,
            "said": each.said,
            "at": each.at.isoformat(),
        }
        for each in line.answers.order_by("pk")
    )


# --- keys


def signing_key() -> Ed25519PrivateKey:
    """The first of SIGNING_KEYS that is for hours signs."""
    return signing.signer(signing.HOURS)


def public_keys() -> list[Ed25519PublicKey]:
    """All that this site ever signed with, as far as SIGNING_KEYS still holds them."""
    return signing.public_keys(signing.HOURS)


# --- a chain as it is kept


def chain_of(supervisee) -> list[links.Signed]:
    """All links of one person, from the first."""
    rows = Seal.objects.filter(supervisee=supervisee).order_by("sequence")
    return [signed_of(row) for row in rows]


def signed_of(row: Seal) -> links.Signed:
    value = json.loads(row.content)
    link = links.Link(
        sequence=value["sequence"],
        previous=value["previous"],
        event=value["event"],
        content=value["content"],
        answers=tuple(value["answers"]),
    )
    return links.Signed(link, row.digest, row.key_id, row.signature)
