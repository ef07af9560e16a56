"""How an organisation stands as to its people, for whoever has to see that nothing is missing."""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Count

from people.models import Role, RoleHeld


@dataclass(frozen=True)
class Staffed:
    """How many hold a role today, and whether each administrator can get in without their phone."""

    holders: dict[str, int]
    all_have_codes: bool

    def has(self, role: Role, many: int = 1) -> bool:
        return self.holders.get(role.value, 0) >= many


def staffed(on: date) -> Staffed:
    """Two statements, however many people there are."""
    held = RoleHeld.objects.on(on).filter(person__is_active=True)
    counted = held.values("role").annotate(many=Count("person", distinct=True))
    holders = {row["role"]: row["many"] for row in counted.order_by("role")}
    codes = Authenticator.objects.filter(
        type=Authenticator.Type.RECOVERY_CODES,
        user__in=held.filter(role=Role.ADMINISTRATOR).values("person"),
    )
    return Staffed(holders, codes.count() >= holders.get(Role.ADMINISTRATOR.value, 0))
