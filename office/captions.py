"""Whether a file is captions as browsers read them: WebVTT of cues and notes, and no more.

After https://www.w3.org/TR/webvtt1/. Style sheets and regions are refused: they could hide what is
said, and no editor of ours needs them.
"""

import re

from django.utils.translation import gettext as _

LARGEST = 500 * 1024
TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
TIMING = re.compile(rf"{TIME}[ \t]+-->[ \t]+{TIME}((?:[ \t]+[a-z]+:[^\s:]+)*)[ \t]*\Z")
HEAD = re.compile(r"WEBVTT(?:[ \t].*)?\Z")
NOTE = re.compile(r"NOTE(?:[ \t].*)?\Z")
TAG = re.compile(r"<([^<>]*)(>?)")
ALLOWED = re.compile(
    rf"/?(?:b|i|u|c(?:\.[\w.-]+)?)\Z|/?v\Z|/?lang\Z|v(?:\.[\w.-]+)?[ \t][^&]*\Z"
    rf"|lang[ \t][\w-]+\Z|{TIME}\Z"
)


class NotCaptions(Exception):
    """In words for whoever wrote the file; `line` counts from 1, 0 is the whole file."""

    def __init__(self, words: str, line: int = 0):
        super().__init__(words)
        self.words, self.line = words, line

    def __str__(self):
        if not self.line:
            return self.words
        return _("Line %(line)d: %(words)s") % {"line": self.line, "words": self.words}


def check(content: bytes) -> None:
    """Raise NotCaptions at the first thing that is not as it should be."""
    lines = _lines(content)
    if not HEAD.match(lines[0]):
        raise NotCaptions(_("Captions begin with the word WEBVTT."), 1)
    cues = 0
    for number, block in _blocks(lines):
        if number == 1 or NOTE.match(block[0]):
            continue
        _check_cue(block, number)
        cues += 1
    if not cues:
        raise NotCaptions(_("There are no captions in this file."))


def _lines(content: bytes) -> list[str]:
    if len(content) > LARGEST:
        raise NotCaptions(_("Choose captions of at most 500 kB."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotCaptions(_("Save the captions as UTF-8.")) from None
    if "\0" in text:
        raise NotCaptions(_("Save the captions as UTF-8."))
    return re.split(r"\r\n|\n|\r", text)


def _blocks(lines: list[str]):
    """What stands between empty lines, with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line:
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _check_cue(block: list[str], number: int) -> None:
    """An optional name, the times, the words."""
    at = 0 if "-->" in block[0] else 1
    timing = TIMING.match(block[at]) if at < len(block) else None
    if not timing:
        raise NotCaptions(_("Here should be two times, as in 00:01.000 --> 00:04.000."), number)
    first, last = _milliseconds(*timing.groups()[:4]), _milliseconds(*timing.groups()[4:8])
    if last <= first:
        raise NotCaptions(_("These words end before they begin."), number + at)
    for down, line in enumerate(block[at + 1 :], start=number + at + 1):
        _check_words(line, down)


def _milliseconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> int:
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int(thousandths)


def _check_words(line: str, number: int) -> None:
    if "-->" in line:
        raise NotCaptions(_("An empty line is missing above these times."), number)
    for tag, end in TAG.findall(line):
        if not end or not ALLOWED.match(tag):
            raise NotCaptions(_("Captions hold words, bold, italics and voices only."), number)
