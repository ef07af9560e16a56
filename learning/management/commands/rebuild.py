import json
from dataclasses import asdict

from django.core.management.base import CommandError

from courses.api import Rebuilt, rebuild_everybody
from learning.management.plain import PlainCommand


class Command(PlainCommand):
    help = (
        "Make everybody’s place in their lessons anew from what they did. Safe at any moment, "
        "twice, and while people learn. What is finished stays finished."
    )
    example = "manage.py rebuild --check"

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="only say what would change; exit 1 if anything"
        )
        parser.add_argument("--json", action="store_true", help="counts as one JSON object")

    def handle(self, *, check: bool, json: bool, **options):
        done = rebuild_everybody(only_look=check)
        self.stdout.write(_as_json(done) if json else _in_words(done, check))
        if check and done.has_changes:
            raise CommandError("Summaries differ from the attempts. Run manage.py rebuild.")


def _as_json(done: Rebuilt) -> str:
    return json.dumps(asdict(done))


def _in_words(done: Rebuilt, is_check: bool) -> str:
    words = (
        "Would make {}, change {}, remove {}." if is_check else "Made {}, changed {}, removed {}."
    )
    changes = words.format(done.made, done.changed, done.removed)
    return f"Looked at {done.lessons} summaries of {done.enrolments} enrolments. {changes}"
