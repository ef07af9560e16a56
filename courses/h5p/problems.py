"""What is wrong with a package: a code for machines, a place, and a calm sentence."""

from dataclasses import dataclass, field

from courses.h5p.words import WARNINGS, words_for

LONGEST_PLACE = 200


@dataclass(frozen=True)
class Problem:
    """`where` is a place in the package, made harmless to print; `code` is a peer's where known."""

    code: str
    where: str

    @property
    def message(self) -> str:
        return words_for(self.code)

    @property
    def is_warning(self) -> bool:
        return self.code in WARNINGS

    def as_dict(self) -> dict[str, str]:
        return {"code": self.code, "where": self.where, "message": self.message}


@dataclass
class Notebook:
    """Problems as they are found, each once, and no more of them than somebody would read."""

    most: int
    found: dict[Problem, None] = field(default_factory=dict)

    def note(self, code: str, where: str = "") -> None:
        problem = Problem(code, printable(where))
        is_first_refusal = not problem.is_warning and not self.has_errors
        if len(self.found) < self.most or is_first_refusal:
            self.found[problem] = None

    @property
    def has_errors(self) -> bool:
        return any(not problem.is_warning for problem in self.found)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.found if not problem.is_warning]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.found if problem.is_warning]


class PackageRefused(Exception):
    """A package that can't be taken in; `report` says everything that was found."""

    def __init__(self, report):
        super().__init__(", ".join(problem.code for problem in report.errors))
        self.report = report


class Unreadable(Exception):
    """One file, or all of them, can't be read on; the code says why."""

    def __init__(self, code: str, where: str = ""):
        super().__init__(code)
        self.code, self.where = code, where


def printable(text: str) -> str:
    """A name from the package, without what could move a cursor or turn the line round."""
    shown = "".join(char if char.isprintable() else "�" for char in text[: LONGEST_PLACE + 1])
    return shown if len(shown) <= LONGEST_PLACE else shown[: LONGEST_PLACE - 1] + "…"
