from django.apps import AppConfig
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate


class LearningConfig(AppConfig):
    name = "learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from learning import celery, checks, plain_pages  # noqa: F401, PLC0415  settings load first

        post_migrate.connect(lay_foundation, sender=self)
        plain_pages.connect()


def lay_foundation(using, **kwargs):
    """Django's own signal, sent once every table of a database exists."""
    if using != "default" or "learning_homepage" not in connection.introspection.table_names():
        return  # a partial or a backward migration
    from learning import foundation  # noqa: PLC0415  models load after apps

    call_command("createcachetable", verbosity=0)
    foundation.lay()
