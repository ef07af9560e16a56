"""Whether a PO file can be taken in: wagtail-localize itself refuses nothing, so we look first."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import polib

from courses.packs.fences import LONGEST
from courses.packs.front import LANGUAGE
from courses.packs.messages import Message, languages, of_pack
from courses.packs.problems import Margin, Notebook
from courses.packs.source import Pack

INLINE = {"a", "b", "i"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
LINE_OF_SYNTAX_ERROR = re.compile(r"line (\d+)")
LONGEST_OF_PAGE = {"title": 255, "summary": 300, "note": 300}


def check(pack: Pack, notebook: Notebook) -> None:
    wanted = set(of_pack(pack))
    for code, file in languages(pack).items():
        margin = Margin(notebook, f"locale/{file.name}")
        if code == pack.source or not LANGUAGE.match(code):
            margin.note("The file must be named after the language it translates into.")
        catalogue = parse(file, margin)
        if catalogue is not None:
            _check_entries(catalogue, wanted, margin)


def parse(file: Path, margin: Margin) -> polib.POFile | None:
    try:
        return polib.pofile(str(file), encoding="utf-8")
    except (OSError, ValueError, IndexError, AttributeError) as problem:
        line = LINE_OF_SYNTAX_ERROR.search(str(problem))
        margin.at(int(line[1]) if line else 0).note("The file is not a gettext catalogue in UTF-8.")
        return None


def _check_entries(catalogue: polib.POFile, wanted: set[Message], margin: Margin) -> None:
    contexts, seen, done = {message.context for message in wanted}, set(), set()
    for entry in catalogue:
        here = margin.at(entry.linenum or 0)
        message = Message(entry.msgctxt or "", entry.msgid)
        if entry.obsolete:
            here.notebook.warn(here.file, here.line, "An obsolete entry, kept for translators.")
            continue
        if message in seen:
            here.note("This entry stands here twice.")
        elif message.context not in contexts:
            here.note(f"The pack has nothing at “{message.context}”.")
        elif message not in wanted:
            here.note(f"The text at “{message.context}” is another one now; run pack messages.")
        elif entry.msgstr and not entry.fuzzy:
            done.add(message)
            _check_text(entry, here)
        seen.add(message)
    if missing := len(wanted - done):
        words = f"{missing} of {len(wanted)} texts are not translated."
        margin.notebook.warn(margin.file, 0, words)


def _check_text(entry: polib.POEntry, margin: Margin) -> None:
    source, theirs = _Markup.of(entry.msgid), _Markup.of(entry.msgstr)
    if not entry.msgstr.strip():
        margin.note("The translation is only empty space.")
    if theirs.is_unsafe:
        margin.note("The translation holds markup other than <b>, <i> and <a id=…>.")
    elif theirs.is_uneven:
        margin.note("A mark in the translation is opened and not closed, or the other way round.")
    elif theirs.tags != source.tags:
        margin.note(f"The translation must hold the same marks: {source.described()}.")
    if _placeholders(entry.msgstr) != _placeholders(entry.msgid):
        words = ", ".join(sorted(_placeholders(entry.msgid))) or "none"
        margin.note(f"The translation must hold the same placeholders: {words}.")
    longest = _longest(entry.msgctxt)
    if longest and len(theirs.text) > longest:
        margin.note(f"The translation is longer than {longest} characters.")


def _placeholders(text: str) -> Counter:
    return Counter(PLACEHOLDER.findall(text))


def _longest(context: str) -> int | None:
    """How long a plain text may be; rich text has no limit."""
    names = context.partition("#")[2].split(".")
    if len(names) == 1:
        return LONGEST_OF_PAGE.get(names[0])
    is_rich = len(names) == 2 and names[1] in ("text", "prompt")
    return None if is_rich else LONGEST.get(names[-1])


class _Markup(HTMLParser):
    """The tags of one text, as far as we let them pass."""

    def __init__(self):
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.text = ""
        self.is_unsafe = self.is_uneven = False
        self._open: list[str] = []

    @classmethod
    def of(cls, text: str) -> "_Markup":
        markup = cls()
        markup.feed(text)
        markup.close()
        markup.is_uneven |= bool(markup._open)
        return markup

    def described(self) -> str:
        return ", ".join(sorted(self.tags)) or "none"

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        self.is_unsafe |= tag not in INLINE or names != (["id"] if tag == "a" else [])
        self.tags[f'<a id="{attrs[0][1]}">' if tag == "a" and attrs else f"<{tag}>"] += 1
        self._open.append(tag)

    def handle_endtag(self, tag):
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.is_uneven = True

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.is_unsafe = True

    handle_decl = handle_pi = unknown_decl = handle_comment
