"""standing: whether somebody is qualified on a day, and why."""

import json
from datetime import date
from pathlib import Path

from django.core.management.base import CommandError

from certification import api as certification
from learning.management.plain import PlainCommand


class Command(PlainCommand):
    help = (
        "Judge evidence by a scheme: one JSON line for each document of the evidence file. "
        "It needs no database."
    )
    example = "manage.py standing --evidence ana.yaml scheme.yaml --on 2026-05-10 --json"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("scheme", type=Path, metavar="SCHEME.yaml")
        parser.add_argument("--evidence", type=Path, required=True, metavar="EVIDENCE.yaml")
        parser.add_argument("--on", type=date.fromisoformat, required=True, metavar="DATE")
        parser.add_argument("--json", action="store_true", help="the whole tree, as JSON")

    def handle(self, *, scheme, evidence, on, json, **options):
        try:
            rule = certification.rules.scheme_of(scheme)
            everybody = certification.rules.evidence_of(evidence)
        except certification.rules.Refused as refusal:
            raise CommandError(f"{refusal}.") from None
        for each in everybody:
            found = certification.rules.standing(each, rule, on=on)
            self.stdout.write(_as_json(found) if json else _in_words(found))


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
