"""pack check · pack messages · pack import: course packs from the command line."""

import json
from pathlib import Path

from django.core.management.base import CommandError

from courses.api import packs
from learning.management.plain import PlainCommand

VERBS = {
    "check": "say what is wrong with a pack, with file and line",
    "messages": "write or update locale/*.po for translators",
    "import": "take a pack in as pages, in every language it has",
}


class Command(PlainCommand):
    help = "Course packs: " + "; ".join(f"{verb}: {words}" for verb, words in VERBS.items()) + "."
    example = "manage.py pack import content/everyday-practice --json"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("verb", choices=VERBS)
        parser.add_argument("paths", nargs="+", type=Path, metavar="DIR_OR_ZIP")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, verb, paths, json, **options):
        of_verb = {"check": self.check_pack, "messages": self.messages, "import": self.load_pack}
        refused = [words for path in paths if (words := of_verb[verb](path, json))]
        if refused:
            raise CommandError("\n".join(refused))

    def check_pack(self, path: Path, as_json: bool) -> str | None:
        title, problems = packs.check(path)
        wrong = sum(not problem.is_warning for problem in problems)
        if as_json:
            self.line(pack=path.name, ok=not wrong, title=title, problems=problems)
        else:
            for problem in problems:
                is_of_all = problem.file == path.name
                self.say(f"{problem}" if is_of_all else f"{path.name}/{problem}")
            self.say(f"{path.name}: {'can’t be used yet' if wrong else 'can be used'}")
        return f"{path.name} has {wrong} to put right." if wrong else None

    def messages(self, path: Path, as_json: bool) -> str | None:
        try:
            counts = packs.write_messages(path)
        except packs.PackRefused as refusal:
            return self.refuse(path, refusal, as_json)
        for language, total, done in counts:
            if as_json:
                self.line(pack=path.name, language=language, texts=total, translated=done)
            else:
                self.say(f"{path.name}: {language} {done} of {total} texts translated")
        return None

    def load_pack(self, path: Path, as_json: bool) -> str | None:
        try:
            done = packs.load(path, tell=(lambda line: None) if as_json else self.say)
        except packs.PackRefused as refusal:
            return self.refuse(path, refusal, as_json)
        if as_json:
            self.line(ok=True, **vars(done))
        elif not done.has_changes:
            self.say("  nothing to change")
        return None

    def refuse(self, path: Path, refusal, as_json: bool) -> str:
        if as_json:
            self.line(pack=path.name, ok=False, error=str(refusal), problems=refusal.problems)
        return str(refusal)

    def line(self, *, problems=None, **values) -> None:
        if problems is not None:
            values["problems"] = [vars(problem) for problem in problems]
        self.say(json.dumps(values, ensure_ascii=False))

    def say(self, line: str) -> None:
        """At once, so that a first start shows life."""
        self.stdout.write(line)
        self.stdout.flush()
