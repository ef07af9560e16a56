"""pack check · messages · fmt · import · diff · export: course packs from the command line."""

import json
from pathlib import Path

from django.core.management.base import CommandError

from courses.api import Course, packs
from learning.management.plain import PlainCommand

VERBS = {
    "check": "say what is wrong with a pack, with file and line",
    "messages": "write or update locale/*.po for translators",
    "fmt": "bring a pack to its canonical form",
    "import": "take a pack in as pages, in every language it has",
    "diff": "say what an import would meet here, block by block",
    "export": "write the course of this address (its slug) as a pack: pack export COURSE DEST",
}


class Command(PlainCommand):
    help = "Course packs: " + "; ".join(f"{verb}: {words}" for verb, words in VERBS.items()) + "."
    example = "manage.py pack import content/everyday-practice --json"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("verb", choices=VERBS)
        parser.add_argument("paths", nargs="+", type=Path, metavar="DIR_OR_ZIP")
        parser.add_argument("--dry-run", action="store_true", help="import: only say, as diff does")
        parser.add_argument(
            "--take", action="append", default=[], metavar="NAME", help="import: theirs, of a block"
        )
        parser.add_argument(
            "--keep", action="append", default=[], metavar="NAME", help="import: ours, of a block"
        )
        parser.add_argument("--licence", default="", help="export: where no pack said one yet")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, verb, paths, json, dry_run, take, keep, licence, **options):
        self.choices = dict.fromkeys(keep, "ours") | dict.fromkeys(take, "theirs")
        if verb == "export":
            return self.export(paths, licence, json)
        of_verb = {
            "check": self.check_pack,
            "messages": self.messages,
            "fmt": self.fmt,
            "import": self.diff if dry_run else self.load_pack,
            "diff": self.diff,
        }
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
            tell = (lambda line: None) if as_json else self.say
            done = packs.load(path, tell=tell, choices=self.choices)
        except packs.PackRefused as refusal:
            return self.refuse(path, refusal, as_json)
        if as_json:
            self.line(ok=True, **vars(done))
        elif not done.has_changes:
            self.say("  nothing to change")
        return None

    def fmt(self, path: Path, as_json: bool) -> str | None:
        try:
            changed = packs.fmt(path)
        except packs.PackRefused as refusal:
            return self.refuse(path, refusal, as_json)
        if as_json:
            self.line(pack=path.name, ok=True, changed=changed)
        for name in [] if as_json else changed:
            self.say(f"{path.name}/{name}: changed")
        return None

    def diff(self, path: Path, as_json: bool) -> str | None:
        try:
            found = packs.compare(path, choices=self.choices)
        except packs.PackRefused as refusal:
            return self.refuse(path, refusal, as_json)
        for each in found:
            if each.what != packs.What.SAME and as_json:
                self.line(pack=path.name, **vars(each))
            elif each.what != packs.What.SAME:
                stays = "theirs comes" if each.is_taken else "ours stays"
                self.say(f"{each.name}: {each.what}; {stays}")
                self.say(_marked("-", each.ours) + _marked("+", each.theirs))
        return None

    def export(self, paths: list[Path], licence: str, as_json: bool) -> None:
        if len(paths) != 2:
            raise CommandError("Name a course and where to write it: pack export COURSE DEST")
        course = Course.objects.filter(slug=str(paths[0])).first()
        if course is None:
            raise CommandError(f"There is no course “{paths[0]}”.")
        try:
            done = packs.export(course, paths[1], licence=licence)
        except packs.PackRefused as refusal:
            raise CommandError(self.refuse(paths[0], refusal, as_json)) from None
        if as_json:
            self.line(ok=True, **(vars(done) | {"path": str(done.path)}))
            return
        for remark in done.remarks:
            self.say(f"  {remark}")
        self.say(f"{done.title}: {len(done.files)} files in {done.path}")

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


def _marked(sign: str, text: str | None) -> str:
    return "".join(f"  {sign} {line}\n" for line in text.split("\n")) if text else ""
