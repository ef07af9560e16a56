"""scheme check: qualification rules from the command line."""

import json
from pathlib import Path

from django.core.management.base import CommandError

from certification import api as certification
from learning.management.plain import PlainCommand


class Command(PlainCommand):
    help = "check: say what a scheme file holds, or where it is wrong."
    example = "manage.py scheme check content/schemes/advocate-foundation.yaml --json"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("verb", choices=["check"])
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, paths, json, **options):
        refused = [words for path in paths if (words := self._check(path, as_json=json))]
        if refused:
            raise CommandError("\n".join(refused))

    def _check(self, path: Path, *, as_json: bool) -> str | None:
        try:
            found = certification.rules.scheme_of(path)
        except certification.rules.Refused as refusal:
            if as_json:
                self._line(file=path.name, ok=False, path=refusal.path, error=refusal.why)
            return f"{path.name}: {refusal}."
        versions = [each.number for each in found.versions]
        if as_json:
            self._line(file=path.name, ok=True, scheme=found.slug, versions=versions)
        else:
            numbers = ", ".join(map(str, versions))
            self.stdout.write(f"{path.name}: {found.slug}, version {numbers}, can be used")
        return None

    def _line(self, **values) -> None:
        self.stdout.write(json.dumps(values, ensure_ascii=False))
