"""The tables of the top floor."""

from .export import Export
from .pages import HomePage, StandardPage
from .setup import SetupLink, SetupStep

__all__ = ["Export", "HomePage", "SetupLink", "SetupStep", "StandardPage"]
