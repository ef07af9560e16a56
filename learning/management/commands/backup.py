"""backup: a copy of the private room, apart from all others. The site itself has none yet."""

from django.core.management import call_command
from django.core.management.base import CommandError

from learning.management.plain import PlainCommand


class Command(PlainCommand):
    help = (
        "The locked boxes of the private room, in a new file that only you can read. Keep it apart "
        "from every other copy, and delete it after 35 days. `manage.py room restore FILE` brings "
        "it back into an empty room."
    )
    example = "manage.py backup --private-room /backups/room/2026-11-28.sqlite3"

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", metavar="FILE", help="of the site: not yet")
        parser.add_argument("--private-room", metavar="FILE", help="where to; must not be there")

    def handle(self, *, file, private_room, **options):
        if file or not private_room:
            raise CommandError(
                "Only the private room can be copied so far (--private-room FILE); how to copy the "
                "rest stands in docs/operator.md."
            )
        # By the name of its command: nobody imports that room.
        call_command("room", "backup", private_room, stdout=self.stdout)
