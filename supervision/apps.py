from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class SupervisionConfig(AppConfig):
    name = "supervision"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        user_logged_in.connect(look_every_day, dispatch_uid="supervision.reminding")


def look_every_day(**kwargs):
    """Django's own signal: whoever signs in sees to it that what is owed is looked at daily."""
    from supervision import reminding  # noqa: PLC0415  models load after apps

    reminding.see_to_it()
