"""h5p check · h5p import · h5p build: H5P packages from the command line."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone

from courses.api import h5p
from learning.management.plain import PlainCommand

VERBS = {
    "check": "say what is wrong with a package, and write nothing",
    "import": "keep a package, whole or not at all",
    "build": "make packages of our own content types and their examples",
}
HOME = settings.ROOT / "content" / "h5p"


class Command(PlainCommand):
    help = "H5P packages: " + "; ".join(f"{verb}: {words}" for verb, words in VERBS.items()) + "."
    example = "manage.py h5p check quiz.h5p --json"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("verb", choices=VERBS)
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument(
            "--admit",
            action="store_true",
            help="import: let other packages use the libraries that this one brings",
        )
        parser.add_argument(
            "--into",
            type=Path,
            default=settings.ROOT / "build" / "h5p",
            metavar="FOLDER",
            help="build: where the packages go",
        )

    def handle(self, *, verb, files, into, json, admit, **options):
        if verb == "build":
            self.build(into)
            return
        if not files:
            raise CommandError("Name at least one file.")
        refused = []
        for file in files:
            try:
                report = self.look(file) if verb == "check" else self.take_in(file, admit)
            except OSError:
                raise CommandError(f"There is no file at {file} that can be read.") from None
            self.tell(file, report, json)
            if not report.is_sound:
                refused.append(f"{file.name} has {len(report.errors)} to put right.")
        if refused:
            raise CommandError("\n".join(refused))

    def build(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for built in h5p.build(HOME):
            (folder / built.name).write_bytes(built.package)
            self.say(str(folder / built.name))

    def look(self, file: Path) -> h5p.Report:
        with file.open("rb") as stream:
            return h5p.check(stream, name=file.name, shelf=admitted_or_none)

    def take_in(self, file: Path, admit: bool) -> h5p.Report:
        """Whoever may run commands may bring libraries; nobody's name is noted."""
        now = timezone.now()
        with file.open("rb") as stream:
            try:
                taken = h5p.take_in(
                    stream, by=None, now=now, name=file.name, may_bring_libraries=True
                )
            except h5p.PackageRefused as refusal:
                return refusal.report
        if admit:
            h5p.admit(taken.libraries, by=None, now=now)
        return taken.report

    def tell(self, file: Path, report: h5p.Report, as_json: bool) -> None:
        if as_json:
            self.say(json.dumps({"file": file.name, **as_dict(report)}, ensure_ascii=False))
            return
        for problem in [*report.errors, *report.warnings]:
            mark = "(warning) " if problem.is_warning else ""
            place = f"{problem.where}: " if problem.where else ""
            self.say(f"{file.name}: {place}{mark}{problem.message} [{problem.code}]")
        self.say(f"{file.name}: {'can be used' if report.is_sound else 'can’t be used'}")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def as_dict(report: h5p.Report) -> dict:
    head = report.head
    return {
        "ok": report.is_sound,
        "title": head.title if head else "",
        "main_library": head.main if head else "",
        "version": report.version,
        "errors": [problem.as_dict() for problem in report.errors],
        "warnings": [problem.as_dict() for problem in report.warnings],
    }


def admitted_or_none(version):
    """A check works without a database, too; then the site has no libraries."""
    try:
        return h5p.admitted(version)
    except DatabaseError:
        return None
