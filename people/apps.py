from allauth.account.signals import email_changed, password_reset
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils import timezone

NEEDED = {"people_roleheld", "wagtailcore_grouppagepermission", "wagtailcore_collection"}


class PeopleConfig(AppConfig):
    name = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        user_logged_in.connect(derive_at_sign_in, dispatch_uid="people.groups")
        password_reset.connect(end_all_sessions, dispatch_uid="people.sessions")
        email_changed.connect(note_new_address, dispatch_uid="people.address")
        post_migrate.connect(lay_groups, sender=self)


def derive_at_sign_in(user, **kwargs):
    """Django's own signal: whoever comes in, comes in with the groups of today."""
    from people.groups import derive_groups  # noqa: PLC0415  models load after apps

    derive_groups(user, user.day())


def end_all_sessions(user, **kwargs):
    """allauth's signal: a link to their address was used, perhaps in somebody else's hands."""
    from people import sessions  # noqa: PLC0415  models load after apps

    sessions.end_all(user)


def note_new_address(user, **kwargs):
    """allauth's signal: messages go to another address now."""
    from people import tell  # noqa: PLC0415  models load after apps

    tell.note(
        "changed address",
        by=user,
        about=user,
        kind="people.user",
        key=user.pk,
        at=timezone.now(),
    )


def lay_groups(using, **kwargs):
    """Django's own signal, sent after that of `learning`, which makes the home pages."""
    if using != "default" or not set(connection.introspection.table_names()) >= NEEDED:
        return  # a partial or a backward migration
    from people import groups  # noqa: PLC0415  models load after apps

    groups.lay_groups()
