import json as as_json

from django.core.management.base import CommandError

from learning import demo
from learning.management.plain import PlainCommand
from people.api import person_by_name


class Command(PlainCommand):
    help = (
        "Load the demonstration organisation (safe to repeat), or print the current second-factor "
        "code of one of its people."
    )
    example = "manage.py demo code kit@demo.example"

    def add_arguments(self, parser):
        parser.add_argument("what", nargs="?", choices=["load", "code"], default="load")
        parser.add_argument("email", nargs="?", help="whose code: only after “code”")
        parser.add_argument("--yes", action="store_true", help="load it beside other people")
        parser.add_argument("--json", action="store_true", help="the answer as one JSON object")

    def handle(self, *, what, email, yes, json, **options):
        if (what == "code") != bool(email):
            raise CommandError("An address goes with “code”, and only with it. Try --help.")
        if what == "code":
            return self.code(email, json)
        try:
            demo.load(say=(lambda line: None) if json else self.say, among_others=yes)
        except demo.OthersLiveHere:
            raise CommandError(
                "This site holds other people; add --yes to load the demonstration beside them."
            ) from None
        if json:
            self.stdout.write(as_json.dumps({"people": [p.email for p in demo.PEOPLE]}))

    def code(self, email, json):
        user = person_by_name(email)
        code = demo.current_code(user) if user else ""
        if not code:
            raise CommandError("Nobody of the demonstration has a second factor at that address.")
        self.stdout.write(as_json.dumps({"email": user.email, "code": code}) if json else code)

    def say(self, line: str) -> None:
        """At once: a first start shows life while courses load."""
        self.stdout.write(line)
        self.stdout.flush()
