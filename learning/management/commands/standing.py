"""standing: whether somebody is qualified on a day, and why."""

import json
from datetime import date
from pathlib import Path

from django.core.management.base import CommandError

from certification import api as certification
from learning.management.plain import PlainCommand
from people import api as people


class Command(PlainCommand):
    help = (
        "Judge a person by a scheme of this site, or evidence in a file by a scheme in a file: "
        "one JSON line for each document of it. The last form needs no database."
    )
    example = (
        "manage.py standing ana@demo.example advocate-foundation --on 2026-05-10 --json\n"
        "  manage.py standing --evidence ana.yaml scheme.yaml --on 2026-05-10 --json"
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("names", nargs="+", metavar="[EMAIL SCHEME | SCHEME.yaml]")
        parser.add_argument("--evidence", type=Path, metavar="EVIDENCE.yaml")
        parser.add_argument("--on", type=date.fromisoformat, metavar="DATE")
        parser.add_argument("--json", action="store_true", help="the whole tree, as JSON")

    def handle(self, *, names, evidence, on, json, **options):
        found = _of_files(names, evidence, on) if evidence else [_of_person(names, on)]
        for each in found:
            self.stdout.write(_as_json(each) if json else _in_words(each))


def _of_files(names: list[str], evidence: Path, on: date | None):
    if len(names) != 1 or on is None:
        raise CommandError("Give one scheme file and a day: --evidence E.yaml S.yaml --on DATE.")
    try:
        rule = certification.rules.scheme_of(Path(names[0]))
        everybody = certification.rules.evidence_of(evidence)
    except certification.rules.Refused as refusal:
        raise CommandError(f"{refusal}.") from None
    return [certification.rules.standing(each, rule, on=on) for each in everybody]


def _of_person(names: list[str], on: date | None):
    if len(names) != 2:
        raise CommandError("Give a person and a scheme, or --evidence and a scheme file.")
    person = people.person_by_name(names[0])
    if person is None:
        raise CommandError("Nobody signs in with this name or address.")
    scheme = certification.Scheme.objects.filter(slug=names[1]).first()
    judged = scheme and certification.standing_of(person, scheme, on=on or person.day())
    if judged is None:
        raise CommandError("No such scheme is published here.")
    return judged.found


def _as_json(found) -> str:
    return json.dumps(found.as_json(), ensure_ascii=False)


def _in_words(found) -> str:
    lines = [f"{found.scheme} on {found.on}: {found.state}"]
    for line in found.lines:
        lines += _of_line(line, 1)
    return "\n".join(lines)


def _of_line(line, depth: int) -> list[str]:
    amount = "" if line.have is None else f", {line.have} of {line.need} {line.unit}"
    missing = f", short by {line.short_by}" if line.short_by else ""
    lapses = f", until {line.lapses_on}" if line.lapses_on else ""
    first = f"{'  ' * depth}{line.id}: {line.state}{amount}{missing}{lapses}"
    return [first, *(words for each in line.lines for words in _of_line(each, depth + 1))]
