from learning import prepare
from learning.management.plain import PlainCommand


class Command(PlainCommand):
    help = "Bring databases and collected assets up to date; serve does so by itself."
    example = "manage.py prepare"
    requires_system_checks = ()

    def handle(self, **options):
        prepare.prepare(say=self.stdout.write)
