"""setup: the link of the set-up guide of an empty site."""

from django.core.management.base import CommandError

from learning.management.plain import PlainCommand
from learning.setup import links

HELP = """Print the link that makes the first administrator of an empty site, and leads on through
the set-up guide. It is good for 48 hours, on any device, until there is an administrator."""


class Command(PlainCommand):
    help = HELP
    example = "manage.py setup"

    def handle(self, **options):
        try:
            self.stdout.write(links.make())
        except links.HasAdministrator:
            raise CommandError(
                "This site has an administrator, who can invite others and open /setup/."
            ) from None
