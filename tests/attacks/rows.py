"""What stands in tables, to be compared before and after."""

from django.apps import apps

from people.models import User

DOOR = ("people", "account", "mfa", "auth")
ALWAYS_MOVES = {"people.Session", "auth.Permission"}
OF_AN_ACCOUNT = [
    "id",
    "password",
    "is_superuser",
    "is_active",
    "retired_at",
    "needs_second_factor",
    "sign_in_name",
    "email",
    "chosen_name",
    "languages",
    "time_zone",
    "notify_by",
]


def of_the_door(*, but=()):
    """Every row of who comes in, and how; last_login moves with each sign-in."""
    kinds = [kind for app in DOOR for kind in apps.get_app_config(app).get_models()]
    kinds = [kind for kind in kinds if kind._meta.label not in ALWAYS_MOVES | {*but}]
    rows = {kind._meta.label: list(kind.objects.order_by("pk").values()) for kind in kinds}
    for user in rows["people.User"]:
        user.pop("last_login")
    return rows


def accounts():
    return {row["id"]: row for row in User.objects.values(*OF_AN_ACCOUNT)}


def memberships():
    return sorted(User.groups.through.objects.values_list("user_id", "group_id"))
