"""The front door of this room: what neighbours may hold."""

from people.models.role import OPENS_CMS, RoleHeld

__all__: list[str] = ["may_open_cms"]


def may_open_cms(user, on) -> bool:
    return RoleHeld.objects.on(on).filter(person=user, role__in=OPENS_CMS).exists()
