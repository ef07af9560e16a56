"""scheme check, scheme load: qualification rules from the command line."""

import json
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone

from certification import api as certification
from learning.management.plain import PlainCommand


class Command(PlainCommand):
    help = (
        "check: say what a scheme file holds, or where it is wrong. "
        "load: publish the versions in it that are not there yet."
    )
    example = "manage.py scheme check content/schemes/advocate-foundation.yaml --json"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("verb", choices=["check", "load"])
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, verb, paths, json, **options):
        act = self._check if verb == "check" else self._load
        refused = [words for path in paths if (words := act(path, as_json=json))]
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

    def _load(self, path: Path, *, as_json: bool) -> str | None:
        try:
            text = certification.rules.text_of(path)
            done = certification.load(text, by=None, at=timezone.now())
        except certification.rules.Refused as refusal:
            return self._refused(path, refusal.path, refusal.why, as_json)
        except certification.AlreadyPublished as problem:
            why = f"version {problem.number} is published with other words; give it a new number"
            return self._refused(path, "version", why, as_json)
        except certification.NotTheNext as problem:
            why = f"version {problem.number} is older than what is published"
            return self._refused(path, "version", why, as_json)
        if as_json:
            self._line(
                file=path.name,
                ok=True,
                scheme=done.scheme.slug,
                versions=list(done.versions),
                changed=done.is_new,
            )
        else:
            words = "published" if done.is_new else "there already"
            self.stdout.write(f"{path.name}: {done.scheme.slug}, {words}")
        return None

    def _refused(self, path: Path, where: str, why: str, as_json: bool) -> str:
        if as_json:
            self._line(file=path.name, ok=False, path=where, error=why)
        return f"{path.name}: {where}: {why}." if where else f"{path.name}: {why}."

    def _line(self, **values) -> None:
        self.stdout.write(json.dumps(values, ensure_ascii=False))
