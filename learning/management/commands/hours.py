"""hours verify, hours import: what proves hours is checked, and earlier ones are taken in."""

import json as as_json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone

from learning.management.plain import PlainCommand
from people import api as people
from supervision import api as supervision

HELP = """verify: check a proof of hours (JSON, or the PDF that carries it) by the file alone.
Without --key it proves only that nothing was changed since it was signed; with the public key of a
site, as that site publishes it, that this site signed it. It never proves that hours were held.

import: take in earlier hours from CSV or XLSX, all rows or none. A line per row says what became of
it. They stand as the supervisor's word until the other says yes."""


class Command(PlainCommand):
    help = HELP
    example = "manage.py hours verify hours.pdf --key mYfz…="
    requires_system_checks = ()  # a file is checked wherever one is

    def add_arguments(self, parser):
        parser.add_argument("verb", choices=["verify", "import"])
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument(
            "--key", action="append", default=[], help="verify: a public key in base64; repeatable"
        )
        parser.add_argument("--supervisor", metavar="EMAIL", default="", help="import: whose hours")
        parser.add_argument("--dry-run", action="store_true", help="import: say it, keep nothing")
        parser.add_argument("--partial", action="store_true", help="import: keep what can be")
        parser.add_argument(
            "--evidence", metavar="DIR", type=Path, help="import: where the scans lie"
        )

    def handle(self, *, verb, file, **options):
        try:
            return self.verify(file, **options) if verb == "verify" else self.take(file, **options)
        except OSError as problem:
            raise CommandError(f"{problem.filename}: {problem.strerror}.") from None

    # --- verify

    def verify(self, file, *, key, json, **options):
        try:
            pins = [supervision.read_key(text) for text in key]
        except ValueError:
            raise CommandError("A key is 32 bytes in base64.") from None
        try:
            proven = supervision.check_proof(file.read_bytes(), pins=pins)
        except supervision.NotProven as problem:
            if json:
                self.stdout.write(as_json.dumps({"holds": False, "why": str(problem)}))
            raise CommandError(str(problem)) from None
        self.stdout.write(_as_json(proven) if json else _in_words(proven))

    # --- import

    def take(self, file, *, supervisor, json, dry_run, partial, evidence, **options):
        by = self.person(supervisor)
        try:
            with file.open("rb") as opened:
                rows = supervision.table_of(opened)
        except supervision.BadSheet as problem:
            raise CommandError(str(problem)) from None
        reports = supervision.take_in(
            rows,
            by=by,
            at=timezone.now(),
            files=_scans(evidence, rows),
            is_partial=partial,
            is_trial=dry_run,
        )
        for report in reports:
            self.stdout.write(_report_json(report) if json else _report_words(report))
        refused = sum(each.outcome == "refused" for each in reports)
        if dry_run:
            self.stderr.write("Nothing was kept: this was a trial.")
        if refused and not partial:
            raise CommandError(f"Nothing was taken in: {refused} of {len(reports)} rows refused.")

    def person(self, email):
        found = people.User.objects.filter(email__iexact=email, retired_at=None).first()
        if not email or found is None:
            raise CommandError("Nobody here has this address: give --supervisor EMAIL.")
        return found


def _scans(folder: Path | None, rows) -> dict[str, bytes]:
    """Those that rows name, by their bare names: a path in a table leads nowhere."""
    named = {row.values.get("evidence_file", "").strip() for row in rows} - {""}
    if folder is None:
        return {}
    plain = [name for name in named if Path(name).name == name]
    return {name: (folder / name).read_bytes() for name in plain if (folder / name).is_file()}


def _as_json(proven) -> str:
    return as_json.dumps({"holds": True, **asdict(proven)}, ensure_ascii=False)


def _in_words(proven) -> str:
    pinned = (
        "It is signed with the key you gave."
        if proven.pinned
        else ("No key was given: compare the key above with the one that the site publishes.")
    )
    return "\n".join(
        [
            "It holds: nothing was changed since it was signed.",
            f"Of: {proven.name}, {proven.organisation}, made {proven.made_at}.",
            f"Key: {', '.join(proven.keys)}. Code: {proven.code or 'none, nothing is sealed'}.",
            f"Lines: {len(proven.lines)}. Minutes confirmed by both: {proven.minutes}.",
            "The chain is whole." if proven.is_whole else "Links of other sessions are left out.",
            pinned,
        ]
    )


def _report_json(report) -> str:
    told = {"row": report.line, "reference": report.reference, "status": report.outcome.value}
    return as_json.dumps({**told, "why": report.words}, ensure_ascii=False)


def _report_words(report) -> str:
    return f"{report.line}: {report.outcome.value}{f' ({report.words})' if report.words else ''}"
