from .role import Role, RoleHeld, Team
from .user import User

__all__ = ["Role", "RoleHeld", "Team", "User"]
