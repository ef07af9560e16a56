"""The tables of the ground floor, each beside its verbs in the module of its topic."""

from .audit import Entry
from .clips import Clip, Track
from .due import Due
from .files import FileAddress
from .instruments import Instrument
from .named_values import NamedValue
from .notices import Notice
from .organisation import Organisation
from .pictures import Picture, Rendition

__all__ = [
    "Clip",
    "Due",
    "Entry",
    "FileAddress",
    "Instrument",
    "NamedValue",
    "Notice",
    "Organisation",
    "Picture",
    "Rendition",
    "Track",
]
