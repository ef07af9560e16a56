"""The tables of the top floor."""

from .export import Export
from .pages import HomePage, StandardPage

__all__ = ["Export", "HomePage", "StandardPage"]
