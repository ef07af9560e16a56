"""Whether a PO file can be taken in: wagtail-localize itself refuses nothing, so we look first."""

from pathlib import Path

import polib

from courses.packs.fences import LONGEST
from courses.packs.front import LANGUAGE
from courses.packs.messages import Message, languages, of_pack
from courses.packs.problems import Margin, Notebook
from courses.packs.source import Pack
from office import po

MARKS = po.INLINE | {"br"}
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
    found, line = po.parse(file)
    if found is None:
        margin.at(line).note("The file is not a gettext catalogue in UTF-8.")
    return found


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
    longest = _longest(entry.msgctxt)
    for words in po.faults(entry.msgid, entry.msgstr, tags=MARKS, longest=longest):
        margin.note(words)


def _longest(context: str) -> int | None:
    """How long a plain text may be; rich text has no limit."""
    names = context.partition("#")[2].split(".")
    if len(names) == 1:
        return LONGEST_OF_PAGE.get(names[0])
    is_rich = len(names) == 2 and names[1] in ("text", "prompt")
    return None if is_rich else LONGEST.get(names[-1])
