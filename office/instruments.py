"""Questions that the organisation loads for the private room: kept, published, withdrawn.

The site keeps and hands out definitions; it never meets an answer. What is published goes to
everybody with the room's lists, so a definition holds no name of a person.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from office import audit, nudge
from office.instrument_rules import Problem, problems_of, texts_of
from office.instrument_words import medical_labels_in

LARGEST = 512 * 1024  # bytes of a file; sixty items in eight languages are a tenth of it
KIND = "office.instrument"


class NotReadable(Exception):
    """The file is too large, or no JSON: nothing can be said of what is in it."""


class NotSound(Exception):
    """`problems` says what is wrong with the definition, and where."""

    def __init__(self, problems: list[Problem]):
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class AlreadyThere(Exception):
    """This version was loaded before: what was loaded is never written over."""


class AsksOtherwise(Exception):
    """It asks or counts otherwise than an earlier version with the same first number."""


class NotConfirmed(Exception):
    """There are warnings, and nobody has said yes to them."""


class Withdrawn(Exception):
    """It was taken back for good; a new version can stand beside it."""


class InstrumentQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(published_on=None).filter(withdrawn_on=None)


class Instrument(models.Model):
    """One version of questions as it was loaded, never changed after. Names nobody.

    A version that was withdrawn stays, so that its number is not given again.
    """

    code = models.CharField(max_length=40)
    version = models.CharField(max_length=14)
    definition = models.JSONField()
    loaded_at = models.DateTimeField()
    published_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    objects = InstrumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_instrument_per_version")
        ]

    def __str__(self):
        return f"{self.code} {self.version}"

    @property
    def number(self) -> tuple[int, ...]:
        return _number(self.version)


class Warned(NamedTuple):
    """`kind` is "medical" or "wording"; `words` are what was found, `path` is where they stand."""

    kind: str
    path: str
    language: str
    words: str


def read(data: bytes) -> dict:
    """The definition in a file. Raises NotReadable or NotSound; whatever the file may hold."""
    if len(data) > LARGEST:
        raise NotReadable
    try:
        said = json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_each_once, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as error:  # bad signs, no JSON, a key twice, a deep nest
        raise NotReadable from error
    if problems := problems_of(said):
        raise NotSound(problems)
    return said


def _each_once(pairs: list[tuple[str, object]]) -> dict:
    """Two values under one key: readers differ about which one holds."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(name: str):
    raise ValueError(f"{name} is no number")


def load(definition: dict, *, by, at: datetime | None = None) -> Instrument:
    """Keep a sound definition beside its earlier versions; nobody is asked it yet.

    Raises NotSound, AlreadyThere or AsksOtherwise.
    """
    if problems := problems_of(definition):
        raise NotSound(problems)
    if any(asked(each.definition) != asked(definition) for each in _alike(definition)):
        raise AsksOtherwise
    code, version = definition["id"], definition["version"]
    row = Instrument(code=code, version=version, definition=definition)
    row.loaded_at = at or timezone.now()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _note("loaded instrument", row, by=by, at=at)
    except IntegrityError as error:
        raise AlreadyThere from error
    return row


def _alike(definition: dict) -> list[Instrument]:
    """What was loaded under the same id and the same first number of its version."""
    first = definition["version"].split(".")[0]
    rows = Instrument.objects.filter(code=definition["id"])
    return [row for row in rows if row.version.split(".")[0] == first]


def asked(definition: dict) -> dict:
    """All of it by which two answers can be compared: no words, no bands, no rights."""
    return {
        "scales": {
            name: [option["value"] for option in scale]
            for name, scale in definition["response_scales"].items()
        },
        "items": [
            (item["id"], item["scale"], item.get("reverse", False)) for item in definition["items"]
        ],
        "groups": [
            [
                *(group[part] for part in ("id", "items", "combine", "min_answered", "direction")),
                group.get("missing", "refuse"),
                group.get("multiply", 1),
            ]
            for group in definition["subscales"]
        ],
    }


def warnings_of(definition: dict) -> list[Warned]:
    """What somebody must have seen before it is published."""
    medical = [Warned("medical", *each) for each in medical_labels_in(definition)]
    return [*medical, *_other_words(definition)]


def _other_words(definition: dict) -> list[Warned]:
    """Where the holder allows no change: what reads otherwise than in a version loaded before."""
    if not definition["rights"].get("wording_fixed"):
        return []
    number = _number(definition["version"])
    before = max(
        (row for row in _alike(definition) if row.number < number),
        key=lambda row: row.number,
        default=None,
    )
    earlier = dict(texts_of(before.definition)) if before else {}
    return [
        Warned("wording", path, language, words)
        for path, text in texts_of(definition)
        for language, words in text.items()
        if earlier.get(path, {}).get(language, words) != words
    ]


def publish(
    instrument: Instrument, *, by, on: date, is_confirmed: bool = False, at: datetime | None = None
) -> None:
    """From now on people find it in the room. Twice is once.

    Raises Withdrawn; NotSound, where the rules have grown since; NotConfirmed, where it warns.
    """
    if problems := problems_of(instrument.definition):
        raise NotSound(problems)
    if warnings_of(instrument.definition) and not is_confirmed:
        raise NotConfirmed
    with transaction.atomic():
        rows = Instrument.objects.filter(pk=instrument.pk, withdrawn_on=None)
        if rows.filter(published_on=None).update(published_on=on):
            _note("published instrument", instrument, by=by, at=at)
            nudge.soon()  # the sweep publishes the room's lists
        elif not rows.exists():
            raise Withdrawn
    instrument.refresh_from_db()


def withdraw(instrument: Instrument, *, by, on: date, at: datetime | None = None) -> None:
    """Nobody is asked it any more, and its words leave the site's lists. Twice is once."""
    with transaction.atomic():
        rows = Instrument.objects.filter(pk=instrument.pk, withdrawn_on=None)
        if rows.update(withdrawn_on=on):
            _note("withdrew instrument", instrument, by=by, at=at)
            nudge.soon()
    instrument.refresh_from_db()


def published_definitions() -> list[dict]:
    """What the room's lists hold: every version that is published and not withdrawn.

    In the order of ids and versions; the room offers the highest and reads older answers by all.
    """
    return [row.definition for row in in_order(Instrument.objects.published())]


def in_order(rows: Iterable[Instrument]) -> list[Instrument]:
    return sorted(rows, key=lambda row: (row.code, row.number))


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _note(verb: str, row: Instrument, *, by, at: datetime | None) -> None:
    audit.note(verb, by=by, object_kind=KIND, object_key=row.pk, at=at)
