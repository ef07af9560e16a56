"""pack check · pack messages · pack import: course packs from the command line."""

import argparse
import json
from pathlib import Path

from django.core.management.base import BaseCommand

from courses.api import packs

EXAMPLE = """examples:
  manage.py pack check content/*/
  manage.py pack messages content/everyday-practice
  manage.py pack import content/*/ --json
"""


class Command(BaseCommand):
    help = "Checks a course pack, writes its translators' files, or takes it in."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = EXAMPLE
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="check|messages|import")
        for verb, words in (
            ("check", "say what is wrong with a pack, with file and line"),
            ("messages", "write or update locale/*.po for translators"),
            ("import", "take a pack in as pages, in every language it has"),
        ):
            of_verb = verbs.add_parser(verb, help=words, description=words)
            of_verb.add_argument("paths", nargs="+", type=Path, metavar="DIR_OR_ZIP")
            of_verb.add_argument(
                "--json", action="store_true", dest="as_json", help="one JSON line for each pack"
            )

    def handle(self, *, verb, paths, as_json, **options):
        said = {"check": self.check_pack, "messages": self.messages, "import": self.load_pack}[verb]
        results = [said(path, as_json) for path in paths]
        if not all(results):
            raise SystemExit(1)

    def check_pack(self, path: Path, as_json: bool) -> bool:
        title, problems = packs.check(path)
        errors = [str(problem) for problem in problems if not problem.is_warning]
        if as_json:
            self.line(pack=path.name, ok=not errors, title=title, problems=problems)
            return not errors
        for problem in problems:
            self.stdout.write(f"{path.name}/{problem}")
        self.stdout.write(f"{path.name}: {'can be used' if not errors else 'can’t be used'}")
        return not errors

    def messages(self, path: Path, as_json: bool) -> bool:
        try:
            counts = packs.write_messages(path)
        except packs.PackRefused as refusal:
            self.stderr.write(str(refusal))
            return False
        for language, total, done in counts:
            if as_json:
                self.line(pack=path.name, language=language, texts=total, translated=done)
            else:
                self.stdout.write(f"{path.name}: {language} {done} of {total} texts translated")
        return True

    def load_pack(self, path: Path, as_json: bool) -> bool:
        try:
            done = packs.load(path, tell=(lambda line: None) if as_json else self._say)
        except packs.PackRefused as refusal:
            if as_json:
                self.line(pack=path.name, ok=False, error=str(refusal), problems=refusal.problems)
            self.stderr.write(str(refusal))
            return False
        if as_json:
            self.line(ok=True, **vars(done))
        elif not any(what in ("new", "changed") for what in done.pages.values()):
            self.stdout.write("  nothing to change")
        return True

    def _say(self, line: str) -> None:
        """At once, so that a first start shows life."""
        self.stdout.write(line)
        self.stdout.flush()

    def line(self, *, problems=(), **values) -> None:
        if problems:
            values["problems"] = [vars(problem) for problem in problems]
        self.stdout.write(json.dumps(values, ensure_ascii=False))
