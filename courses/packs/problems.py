"""What is wrong with a pack, in words, with file and line."""

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Problem:
    """`line` is 0 where the whole file is meant; a warning never stops an import."""

    file: str
    line: int
    words: str
    is_warning: bool = False

    def __str__(self):
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {'(warning) ' if self.is_warning else ''}{self.words}"


@dataclass
class Notebook:
    """Problems as they are found: reading goes on, so that a writer sees all of them at once."""

    problems: list[Problem] = field(default_factory=list)

    def note(self, file: str, line: int, words: str) -> None:
        self.problems.append(Problem(file, line, words))

    def warn(self, file: str, line: int, words: str) -> None:
        self.problems.append(Problem(file, line, words, is_warning=True))


@dataclass(frozen=True)
class Margin:
    """A notebook held at one place of one file, for a reader that knows only its own lines."""

    notebook: Notebook
    file: str
    line: int = 0

    def note(self, words: str, *, down: int = 0) -> None:
        self.notebook.note(self.file, self.line + down, words)

    def at(self, line: int) -> "Margin":
        return Margin(self.notebook, self.file, line)


class PackRefused(Exception):
    """A pack that can't be taken in; its text is one sentence, `problems` says the rest."""

    def __init__(self, sentence: str, problems: list[Problem] | None = None):
        super().__init__(sentence)
        self.problems = problems or []
