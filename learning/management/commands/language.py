"""language: what the site speaks, a new language, and whether learners are offered it."""

import json as as_json

from django.conf import settings
from django.core.management.base import CommandError

from learning.languages import adding, catalogues, kept, opening
from learning.management.plain import PlainCommand
from office import organisation

HELP = """list: each language by code and own name, whether learners are offered it, and how much of
the interface speaks it.
add: make its pages and let translators begin. Nobody is offered it before it is opened.
open, close: offer it to learners, or no more. Closing loses nothing."""
VERBS = ("list", "add", "open", "close")
RESTART = "Running parts speak it after their next start; `manage.py serve` sees to that by itself."


class Command(PlainCommand):
    help = HELP
    example = "manage.py language add uk"

    def add_arguments(self, parser):
        parser.add_argument("verb", choices=VERBS)
        parser.add_argument("code", nargs="?", default="", help="such as uk, sw or pt-br")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, verb, code, json, **options):
        if verb == "list":
            self.list(json)
            return
        if not code:
            raise CommandError(f"Say which language: manage.py language {verb} uk.")
        said = {"add": self.add, "open": self.open, "close": self.close}[verb](code.lower())
        self.stdout.write(as_json.dumps({"language": code, "said": said}) if json else said)

    def list(self, json):
        names = dict(settings.LANGUAGES) | {each: adding.name_of(each) for each in adding.waiting()}
        for code, name in names.items():
            translated, total = catalogues.done(code) if code != "en" else (1, 1)
            state = "open" if organisation.is_open(code) else "not open"
            percent = 100 * translated // max(total, 1)
            values = {"language": code, "name": name, "state": state, "interface_percent": percent}
            line = f"{code:8}{state:10}{percent:>4} %  {name}"
            self.stdout.write(as_json.dumps(values, ensure_ascii=False) if json else line)

    def add(self, code) -> str:
        try:
            is_new = adding.add(code, by=None)
        except adding.CannotBeAdded:
            known = ", ".join(sorted(kept.addable()))
            raise CommandError(f"“{code}” can’t be added. These can: {known}.") from None
        except adding.SaidByEnvironment:
            raise CommandError(
                f"LANGUAGES is set in the environment: add {code} there, and start the site again."
            ) from None
        name = adding.name_of(code)
        if not is_new:
            return f"{name} ({code}) is here already."
        return f"{name} ({code}) was added. Nobody is offered it yet. {RESTART}"

    def open(self, code) -> str:
        self._choose(opening.open_, code)
        return f"{adding.name_of(code)} ({code}) is offered now."

    def close(self, code) -> str:
        self._choose(opening.close, code)
        return f"{adding.name_of(code)} ({code}) is offered no more. Nothing was lost."

    def _choose(self, verb, code):
        try:
            verb(code, by=None)
        except opening.NotSpoken:
            ours = ", ".join(code for code, _ in settings.LANGUAGES)
            raise CommandError(f"The site speaks {ours}, not “{code}”.") from None
        except opening.NotSetUp:
            raise CommandError("Set the site up first: there is nobody yet to choose.") from None
        except opening.LastOne:
            raise CommandError(f"“{code}” is the only one that is offered.") from None
