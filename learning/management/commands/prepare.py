from django.core.management.base import BaseCommand

from learning import prepare


class Command(BaseCommand):
    help = "Bring databases and assets up to date. Example: manage.py prepare"
    requires_system_checks = ()

    def handle(self, **options):
        prepare.prepare(say=self.stdout.write)
