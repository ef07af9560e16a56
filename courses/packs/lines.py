"""At which line of a file of a pack something stands that is known by its name."""

import re

OPENS = re.compile(r"(?P<colons>::::?)\s+\S+\s.*?#(?P<anchor>[a-z0-9-]+)")
CLOSES = re.compile(r"(::::?)\s*\Z")
MARKS = re.compile(r"[*_\\\[\]]")
FIELD_OF = {"short_text": "short"}


class Lines:
    """Blocks by name (`anchor`, or `outer.inner` behind a note), with their first and last line."""

    def __init__(self, text: str):
        self.lines = text.replace("\r\n", "\n").split("\n")
        self.blocks: dict[str, tuple[int, int]] = {}
        outer, opened = "", {}
        for number, line in enumerate(self.lines, start=1):
            opens, closes = OPENS.match(line), CLOSES.match(line)
            if opens:
                is_around = opens["colons"] == "::::"
                name = f"{outer}.{opens['anchor']}" if outer else opens["anchor"]
                opened[opens["colons"]] = (name, number)
                outer = name if is_around else outer
            elif closes and closes[1] in opened:
                name, first = opened.pop(closes[1])
                self.blocks[name] = (first, number)
                outer = "" if closes[1] == "::::" else outer

    def find(self, name: str, quote: str = "") -> int:
        """The line of the quote in what has this name, else where it opens; 0 if nowhere."""
        block = self._block(name)
        first, last = self.blocks.get(block, (0, 0)) if block else self._field(name)
        inner = name[len(block) :].strip(".").split(".")[0]
        below = first + 1 if block else first  # the line that opens it names a file, not words
        return self._within(below, last, quote) or self._anchor(below, last, inner) or first

    def _block(self, name: str) -> str:
        """The innermost block that the name stands in."""
        steps = name.split(".")
        names = (".".join(steps[:n]) for n in range(len(steps), 0, -1))
        return next((each for each in names if each in self.blocks), "")

    def _field(self, name: str) -> tuple[int, int]:
        if name == "intro":
            end = [n for n, line in enumerate(self.lines, 1) if line == "---"]
            return (end[1] + 1 if len(end) > 1 else 0), len(self.lines)
        if name == "guide":  # a file of its own
            return 1, len(self.lines)
        start = f"{FIELD_OF.get(name, name)}:"
        at = next((n for n, line in enumerate(self.lines, 1) if line.startswith(start)), 0)
        return at, at

    def _within(self, first: int, last: int, quote: str) -> int:
        begin = " ".join(MARKS.sub("", quote).split()[:3])
        rows = enumerate(self.lines[max(first - 1, 0) : last], start=first)
        return next((n for n, line in rows if begin and begin in MARKS.sub("", line)), 0)

    def _anchor(self, first: int, last: int, anchor: str) -> int:
        rows = enumerate(self.lines[max(first - 1, 0) : last], start=first)
        return next((n for n, line in rows if anchor and f"#{anchor} " in line), 0)
