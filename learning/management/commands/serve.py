import sys

from django.core.management.base import CommandError

from learning import parts, serve
from learning.management.plain import PlainCommand
from learning.processes import end_with


class Command(PlainCommand):
    help = "Serve the site with its worker and its clock."
    example = "PORT=8001 manage.py serve"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--part", choices=parts.PARTS, help="only this one (serve starts it)")
        parser.add_argument(
            "--ends-with", type=int, metavar="PID", help="end when this parent process ends"
        )

    def handle(self, *, part, ends_with, **options):
        if ends_with:
            end_with(ends_with)
        if part:
            return parts.PARTS[part]()
        try:
            sys.exit(serve.serve(say=self.say))
        except serve.CannotServe as refusal:
            raise CommandError(str(refusal)) from None

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()
