"""What a reading of a package gives: what it said of itself, and what is wrong with it."""

from dataclasses import dataclass, field

from courses.h5p.content import Pointers
from courses.h5p.libraries import Libraries
from courses.h5p.manifests import Head, Version
from courses.h5p.problems import Notebook, Problem


@dataclass
class Report:
    """What was found; `head` is there only where h5p.json could be believed."""

    notebook: Notebook
    head: Head | None = None
    brought: Libraries = field(default_factory=Libraries)
    pointers: Pointers | None = None

    @property
    def errors(self) -> list[Problem]:
        return self.notebook.errors

    @property
    def warnings(self) -> list[Problem]:
        return self.notebook.warnings

    @property
    def is_sound(self) -> bool:
        return not self.notebook.has_errors

    @property
    def main(self) -> Version | None:
        named = [v for v in self.head.needs if v.name == self.head.main] if self.head else []
        return named[0] if named else None

    @property
    def version(self) -> str:
        """Of the main library, with its patch where the package brings it."""
        if not self.main:
            return ""
        own = self.brought.by_version.get(self.main)
        return f"{self.main.major}.{self.main.minor}" + (f".{own.patch}" if own else "")
