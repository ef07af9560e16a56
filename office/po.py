"""Gettext catalogues that people send in: read, and looked at text by text before any is kept.

What reads them further on refuses nothing. So this does: a file that can't be read, a text with
other placeholders or marks than its source, one that would break a page.
"""

import contextlib
import re
import string
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import polib
from django.utils.translation import gettext as _

LARGEST = 4 * 1024 * 1024  # bytes; the words of our whole interface are half a million
MOST_SIGNS = 20  # that open a mark and are not in the source: a parser may take hours over more
MOST_FAULTS = 200  # that are told of one file
INLINE = frozenset({"a", "b", "i"})
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{[\w-]*\}")
CONVERSION = re.compile(r"%(?:\(\w+\))?[-#0 +]*[0-9]*(?:\.[0-9]+)?[a-zA-Z]")
LINE_OF_SYNTAX_ERROR = re.compile(r"line (\d+)")
QUOTED = r'"(?:[^"\\]|\\.)*"\s*'
LINE = re.compile(
    rf"\s*|\s*#.*|\s*(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]\])?)\s+)?{QUOTED}"
)
VOID = {"br", "hr", "img", "wbr"}
TURNS_LINES_ROUND = {"\u202a", "\u202b", "\u202d", "\u202e"}  # unseen, and never closed by us


@dataclass(frozen=True, order=True)
class Fault:
    """`line` is 0 where the whole file is meant."""

    line: int
    words: str


class Refused(Exception):
    """The whole file: nothing of it was kept. `faults` stand in the order of their lines."""

    def __init__(self, faults: Collection[Fault]):
        super().__init__("The file was refused.")
        self.faults = sorted(set(faults))


def read(data: bytes) -> polib.POFile:
    """What was sent; `Refused` where it is no catalogue in UTF-8, or too large."""
    if len(data) > LARGEST:
        raise Refused([Fault(0, _("The file is too large."))])
    wrong = _first_wrong_line(data)
    with tempfile.TemporaryDirectory() as folder:  # else polib would open a file that text names
        file = Path(folder) / "sent.po"
        file.write_bytes(data)
        catalogue, line = (None, wrong) if wrong is not None else parse(file)
    if catalogue is None:
        raise Refused([Fault(line, _("The file is not a gettext catalogue in UTF-8."))])
    return catalogue


def _first_wrong_line(data: bytes) -> int | None:
    """polib cuts signs off what is not quoted, and says nothing. 0 for what is no text at all."""
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as problem:
        return data.count(b"\n", 0, problem.start) + 1
    found = (number for number, line in enumerate(lines, 1) if not LINE.fullmatch(line))
    return next(found, None) if data.strip() else 0


def parse(file: Path) -> tuple[polib.POFile | None, int]:
    """The catalogue, or None and the line where it can't be read."""
    try:
        return polib.pofile(str(file), encoding="utf-8"), 0
    except (OSError, ValueError, IndexError, AttributeError, TypeError, KeyError) as problem:
        line = LINE_OF_SYNTAX_ERROR.search(str(problem))
        return None, int(line[1]) if line else 0


def is_of(catalogue: polib.POFile, language: str) -> bool:
    """Whether its head names this language, however it is spelt."""
    return _code(catalogue.metadata.get("Language", "")) == _code(language)


def _code(text: str) -> str:
    return text.strip().replace("_", "-").casefold()


def faults(
    source: str, said: str, *, tags: Collection[str] | None = None, longest: int | None = None
) -> list[str]:
    """What is wrong with one translated text, in words.

    Beside what its source has, `tags` may stand there without attributes; without `tags`, marks
    are compared as they are written.
    """
    if said.count("<") > source.count("<") + MOST_SIGNS:
        words = _("The translation must hold the same marks: %(marks)s.")
        return [words % {"marks": Markup.of(source, tags).described()}]
    ours = Markup.of(source, tags)
    tags = None if tags is None else {*tags, *ours.names}
    theirs = Markup.of(said, tags)
    wrong = [_("The translation is only empty space.")] if not said.strip() else []
    if theirs.is_unsafe:
        names = ", ".join("<a id=…>" if tag == "a" else f"<{tag}>" for tag in sorted(tags or ()))
        wrong.append(_("The translation holds markup other than %(marks)s.") % {"marks": names})
    elif theirs.is_uneven and not ours.is_uneven:
        wrong.append(
            _("A mark in the translation is opened and not closed, or the other way round.")
        )
    elif theirs.tags != ours.tags:
        words = _("The translation must hold the same marks: %(marks)s.")
        wrong.append(words % {"marks": ours.described()})
    if placeholders(said) != placeholders(source):
        words = _("The translation must hold the same placeholders: %(names)s.")
        names = ", ".join(sorted(placeholders(source))) or _("none")
        wrong.append(words % {"names": names})
    if hidden(said) - hidden(source):
        wrong.append(_("The translation holds signs that nobody sees."))
    if longest and len(theirs.text) > longest:
        words = _("The translation is longer than %(count)d characters.")
        wrong.append(words % {"count": longest})
    return wrong


def faults_of_plural(entry: polib.POEntry, forms: int) -> list[str]:
    """One form may leave the number out (“one lesson”)."""
    said, source = entry.msgstr_plural, f"{entry.msgid} {entry.msgid_plural}"
    if sorted(said) != list(range(forms)):
        words = _("This needs %(count)d plural forms, numbered from 0.")
        return [words % {"count": forms}]
    if any(text.count("<") > source.count("<") + MOST_SIGNS for text in said.values()):
        words = _("A mark in the translation is opened and not closed, or the other way round.")
        return [words]
    known, marks = set(placeholders(source)), set(Markup.of(source).tags)
    wrong = []
    for text in said.values():
        if not set(placeholders(text)) <= known:
            names = ", ".join(sorted(known)) or _("none")
            words = _("The translation must hold the same placeholders: %(names)s.")
            wrong.append(words % {"names": names})
        theirs = Markup.of(text)
        if theirs.is_uneven or not set(theirs.tags) <= marks:
            wrong.append(
                _("A mark in the translation is opened and not closed, or the other way round.")
            )
        if hidden(text):
            wrong.append(_("The translation holds signs that nobody sees."))
    return wrong


def placeholders(text: str) -> Counter:
    """Names that a program puts something in for, and whatever it would take for one."""
    found = Counter(PLACEHOLDER.findall(text))
    if any(each.startswith("%") for each in found):
        rest = CONVERSION.sub("", text.replace("%%", ""))
        known = [each for each in CONVERSION.findall(text.replace("%%", "")) if each not in found]
        found.update(known + ["%"] * rest.count("%"))
    with contextlib.suppress(ValueError):
        fields = [f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(text) if name]
        found.update(field for field in fields if field not in found)
    return found


def hidden(text: str) -> set[str]:
    """Signs that steer: they would turn a line round, or end a file early."""
    steer = {sign for sign in text if unicodedata.category(sign) == "Cc"} - set("\n\t\r")
    return steer | TURNS_LINES_ROUND.intersection(text)


class Markup(HTMLParser):
    """The tags of one text, as far as we let them pass."""

    def __init__(self, may: Collection[str] | None = None):
        super().__init__()
        self.may = may
        self.tags: Counter[str] = Counter()
        self.names: set[str] = set()
        self.text = ""
        self.is_unsafe = self.is_uneven = False
        self._open: list[str] = []

    @classmethod
    def of(cls, text: str, may: Collection[str] | None = None) -> "Markup":
        markup = cls(may)
        markup.feed(text)
        _before, unended, rest = markup.rawdata.partition("<")
        markup.close()
        markup.is_uneven |= bool(markup._open or unended)
        if unended:  # the parser takes it for words, and a browser would go on to the next “>”
            markup.tags[f"<{rest}"] += 1
        return markup

    def described(self) -> str:
        return ", ".join(sorted(self.tags)) or _("none")

    def handle_starttag(self, tag, attrs):
        if self.may is not None:
            names = [name for name, _ in attrs]
            self.is_unsafe |= tag not in self.may or names != (["id"] if tag == "a" else [])
        self.names.add(tag)
        said = "".join(f' {name}="{value}"' for name, value in sorted(attrs))
        self.tags[f"<{tag}{said}>"] += 1
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.is_uneven = True

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.tags["<!-- -->"] += 1
        self.is_unsafe |= self.may is not None

    handle_decl = handle_pi = unknown_decl = handle_comment
