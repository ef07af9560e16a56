from .conversation import Conversation, ConversationState
from .device import Device
from .invitation import Invitation
from .leave import Break
from .recovery import Closure, FactorRecovery
from .role import Role, RoleHeld, Team
from .session import Parked, Session
from .user import NotifyBy, User

__all__ = [
    "Break",
    "Closure",
    "Conversation",
    "ConversationState",
    "Device",
    "FactorRecovery",
    "Invitation",
    "NotifyBy",
    "Parked",
    "Role",
    "RoleHeld",
    "Session",
    "Team",
    "User",
]
