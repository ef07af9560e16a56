"""signing: the site's own keys, and a new one for a purpose."""

import json

from django.core.management.base import CommandError

from learning import env
from learning.management.plain import PlainCommand
from office import signing


class Command(PlainCommand):
    help = (
        "list: the keys that sign, by id and purpose, the one in use first. "
        "new: print an entry to put before the others in SIGNING_KEYS; what is older stays good "
        "for as long as its entry stands in the list."
    )
    example = "manage.py signing new --purpose badges"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("verb", choices=["list", "new"])
        parser.add_argument("--purpose", choices=signing.PURPOSES, help="what the new key is for")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, verb, purpose, json, **options):
        if verb == "list":
            for entry in signing.ring():
                self.stdout.write(_line(entry, json))
            return
        if purpose is None:
            raise CommandError("Say what it is for: --purpose hours or --purpose badges.")
        key = f"{purpose}:{env.new_key()}"
        self.stdout.write(_line({"entry": key}, json) if json else key)


def _line(entry: dict, as_json: bool) -> str:
    return json.dumps(entry) if as_json else f"{entry['id']}  {entry['purpose']}"
