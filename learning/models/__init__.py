"""The tables of the top floor."""

from .export import Export
from .pages import HomePage, StandardPage
from .report import Grant, GrantTag, Report, Tagged
from .setup import SetupLink, SetupStep

__all__ = [
    "Export",
    "Grant",
    "GrantTag",
    "HomePage",
    "Report",
    "SetupLink",
    "SetupStep",
    "StandardPage",
    "Tagged",
]
