import json
from dataclasses import asdict

from django.core.management.base import CommandError
from django.utils import timezone

from certification import api as certification
from learning.management.plain import PlainCommand
from office import rotation
from people import api as people
from supervision import api as supervision


class Command(PlainCommand):
    help = (
        "rotate: seal every sealed text, and the files that stay, again with the first of "
        "FIELD_ENCRYPTION_KEYS. "
        "Put the new key before the old one, rotate, then take the old one out."
    )
    example = 'FIELD_ENCRYPTION_KEYS="NEW,OLD" manage.py sealed rotate'

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["rotate"])
        parser.add_argument("--json", action="store_true", help="counts as one JSON object")

    def handle(self, *, json: bool, **options):
        done = rotation.rotate() + people.reseal_factors()
        done += supervision.reseal_files(at=timezone.now())
        done += certification.reseal_files(at=timezone.now())
        self.stdout.write(_as_json(done) if json else _in_words(done))
        if done.unopened:
            raise CommandError(
                f"Texts that none of the keys opens, left as they are: {done.unopened}."
            )


def _as_json(done: rotation.Rotated) -> str:
    return json.dumps(asdict(done))


def _in_words(done: rotation.Rotated) -> str:
    return f"Sealed anew {done.resealed}, already under the first key {done.kept}."
