from allauth.account.signals import password_reset
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import connection
from django.db.models.signals import post_migrate

NEEDED = {"people_roleheld", "wagtailcore_grouppagepermission", "wagtailcore_collection"}


class PeopleConfig(AppConfig):
    name = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        user_logged_in.connect(derive_at_sign_in, dispatch_uid="people.groups")
        user_logged_in.connect(devices_at_sign_in, dispatch_uid="people.devices")  # needs the roles
        user_logged_out.connect(devices_at_sign_out, dispatch_uid="people.devices")
        password_reset.connect(end_all_sessions, dispatch_uid="people.sessions")
        post_migrate.connect(lay_groups, sender=self)


def derive_at_sign_in(user, **kwargs):
    """Django's own signal: whoever comes in, comes in with the groups of today."""
    from people.groups import derive_groups  # noqa: PLC0415  models load after apps

    derive_groups(user, user.day())


def devices_at_sign_in(**kwargs):
    """Whose device it is, and that what has had its time will go."""
    from people import devices, tidy  # noqa: PLC0415  models load after apps

    devices.come_in(**kwargs)
    tidy.see_to_it()


def devices_at_sign_out(**kwargs):
    from people import devices  # noqa: PLC0415  models load after apps

    devices.go(**kwargs)


def end_all_sessions(user, **kwargs):
    """allauth's signal: a link to their address was used, perhaps in somebody else's hands."""
    from people import sessions  # noqa: PLC0415  models load after apps

    sessions.end_all(user)


def lay_groups(using, **kwargs):
    """Django's own signal, sent after that of `learning`, which makes the home pages."""
    if using != "default" or not set(connection.introspection.table_names()) >= NEEDED:
        return  # a partial or a backward migration
    from people import groups  # noqa: PLC0415  models load after apps

    groups.lay_groups()
