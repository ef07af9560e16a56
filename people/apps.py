from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class PeopleConfig(AppConfig):
    name = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        user_logged_in.connect(derive_at_sign_in, dispatch_uid="people.groups")


def derive_at_sign_in(user, **kwargs):
    """Django's own signal: whoever comes in, comes in with the groups of today."""
    from people.groups import derive_groups  # noqa: PLC0415  models load after apps

    derive_groups(user, user.day())
