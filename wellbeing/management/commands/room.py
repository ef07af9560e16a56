"""room: what the private room is made of, the room in one file, and its rows as a whole."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from wellbeing import boxes, keeping, lists, paper, serving, takeaway

EXAMPLE = """Examples:
  manage.py room manifest > manifest.json
  manage.py room takeaway es notes.html
  manage.py room paper ar paper.pdf
"""


class Command(BaseCommand):
    help = (
        "manifest: SHA-256 of everything that the room serves, by address, as JSON. "
        "takeaway LANGUAGE FILE: the room in one file, with the numbers of this site's list. "
        "paper LANGUAGE FILE: the blank check as a PDF. "
        "purge: delete what nobody saved for 24 months. "
        "backup FILE, restore FILE: the locked boxes, in an SQLite file of their own."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.epilog = EXAMPLE
        verbs = ["manifest", "takeaway", "paper", "purge", "backup", "restore"]
        parser.add_argument("verb", choices=verbs)
        parser.add_argument("about", nargs="*", help="a language, a file")

    def handle(self, *, verb, about, **options):
        asked = {"takeaway": 2, "paper": 2, "backup": 1, "restore": 1}.get(verb, 0)
        if len(about) != asked:
            raise CommandError(f"room {verb} takes {asked} more: see --help.")
        getattr(self, f"_{verb}")(*about)

    def _manifest(self):
        self.stdout.write(json.dumps(serving.manifest(), indent=1))

    def _takeaway(self, language, file):
        _must_ship(language)
        page = takeaway.page(language, lists=lists.current().envelope)
        _write(Path(file), page)
        self.stdout.write(f"{file}: {len(page) // 1024} kB")

    def _paper(self, language, file):
        _must_ship(language)
        try:
            _write(Path(file), paper.pdf(language))
        except paper.NoPdf:
            raise CommandError("Pango is missing here, which sets PDFs.") from None

    def _purge(self):
        gone = boxes.purge(on=timezone.localdate())
        if gone:
            self.stdout.write(f"{gone} untouched for 24 months: deleted.")

    def _backup(self, file):
        try:
            count = keeping.backup(Path(file))
        except keeping.InTheWay as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{file}: {count} locked boxes. Delete this copy after 35 days.")

    def _restore(self, file):
        try:
            count = keeping.restore(Path(file))
        except (keeping.InTheWay, keeping.NotABackup) as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{count} locked boxes are back.")


def _must_ship(language: str) -> None:
    if language not in serving.languages():
        raise CommandError(f"The site has no language “{language}”.")


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as problem:
        raise CommandError(f"{file} can't be written: {problem.strerror}.") from None
