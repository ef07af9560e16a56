"""The words of the interface in an added language: handed out, checked, taken in.

A catalogue holds every text of the catalogues that ship, in the source language English. What
comes back lies below CATALOGUES_DIR with what Django reads beside it, made by polib (decision
0014).
Languages that ship have their words from us; theirs are not changed here.
"""

import gettext
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import django
import polib
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from learning.languages import kept
from office import audit, po
from office.po import Fault, Refused

WIDTH = 78
FORMS = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+);?")
ONE_FORM = "nplurals=1; plural=0;"
MANY = 1000  # numbers by which two rules are told apart
Key = tuple[str, str]  # context and text


@dataclass(frozen=True)
class Taken:
    """What became of a file: texts kept, left alone (empty or doubtful), not ours any more."""

    kept: int
    left: int
    unknown: int


def file_of(code: str) -> Path:
    """The texts that translators sent in, or, of a language that ships, ours."""
    folder = settings.ROOT / "locale" if code in settings.ALL_LANGUAGES else settings.CATALOGUES
    return Path(folder) / to_locale(code) / "LC_MESSAGES" / "django.po"


def catalogue(code: str) -> polib.POFile:
    """Every text in our order, translated as far as it is; the same twice."""
    known = _known(file_of(code))
    made = polib.POFile(wrapwidth=WIDTH)
    made.metadata = {
        "Project-Id-Version": settings.WAGTAIL_SITE_NAME,
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_rule(code),
    }
    made.extend(_entry(source, known.get(_key(source)), code) for source in wanted().values())
    return made


def done(code: str) -> tuple[int, int]:
    """How many texts are translated, of how many."""
    known, ours = _known(file_of(code)), wanted()
    return sum(key in ours and _is_said(entry) for key, entry in known.items()), len(ours)


def take_in(code: str, data: bytes, *, by) -> Taken:
    """Keep what a translator sent in, or `Refused` as a whole. What the file lacks stays as it is.

    What runs already speaks the new words after its next start.
    """
    sent = po.read(data)
    faults = [*_faults_of_head(sent, code), *_faults(sent, code)]
    if faults:
        raise Refused(faults[: po.MOST_FAULTS])
    ours = wanted()
    said = [entry for entry in sent if _is_said(entry)]
    new = {_key(entry): entry for entry in said if _key(entry) in ours}
    made = catalogue(code)
    for entry in made:
        if found := new.get(_key(entry)):
            entry.msgstr, entry.msgstr_plural = found.msgstr, found.msgstr_plural
            entry.tcomment = found.tcomment
    _put(made, file_of(code))
    audit.note("translated interface", by=by, object_kind="learning.language", object_key=code)
    kept.draw_new_stamp(settings.STATE)
    return Taken(len(new), len(sent) - len(said), len(said) - len(new))


def wanted() -> dict[Key, polib.POEntry]:
    files = [file_of(code) for code in settings.ALL_LANGUAGES if file_of(code).exists()]
    return _wanted(tuple((file, file.stat().st_mtime_ns) for file in files))


def plural_rule(code: str) -> str:
    """As Django's own catalogue has it; of a variant, that of its language."""
    folder = Path(django.__file__).parent / "conf" / "locale"
    for name in (to_locale(code), to_locale(code.partition("-")[0])):
        file = folder / name / "LC_MESSAGES" / "django.mo"
        if file.exists():
            with file.open("rb") as opened:
                rule = gettext.GNUTranslations(opened).info().get("plural-forms", "")
            return rule or ONE_FORM
    return ONE_FORM


def forms_of(rule: str) -> int:
    found = FORMS.search(rule)
    return int(found[1]) if found else 0


@lru_cache(maxsize=1)
def _wanted(files: tuple[tuple[Path, int], ...]) -> dict[Key, polib.POEntry]:
    """The texts of all catalogues that ship, the first file's order first."""
    found: dict[Key, polib.POEntry] = {}
    for file, _when in files:
        for entry in polib.pofile(str(file), encoding="utf-8"):
            if not entry.obsolete:
                found.setdefault(_key(entry), entry)
    return found


def _known(file: Path) -> dict[Key, polib.POEntry]:
    return _read(file, file.stat().st_mtime_ns) if file.exists() else {}


@lru_cache(maxsize=8)
def _read(file: Path, when: int) -> dict[Key, polib.POEntry]:
    found, _line = po.parse(file)
    return {_key(entry): entry for entry in found or () if not entry.obsolete}


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def _entry(source: polib.POEntry, said: polib.POEntry | None, code: str) -> polib.POEntry:
    """Without line numbers, which change with every version, with what tells a translator more."""
    values = {"msgid": source.msgid, "msgctxt": source.msgctxt, "comment": source.comment}
    if source.msgid_plural:
        values["msgid_plural"] = source.msgid_plural
        values["msgstr_plural"] = dict.fromkeys(range(forms_of(plural_rule(code))), "")
    entry = polib.POEntry(**values, occurrences=source.occurrences)
    entry.flags = [flag for flag in source.flags if flag != "fuzzy"]
    if said and _is_said(said):
        entry.msgstr, entry.tcomment = said.msgstr, said.tcomment
        entry.msgstr_plural = said.msgstr_plural or entry.msgstr_plural
    return entry


def _is_said(entry: polib.POEntry) -> bool:
    said = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    return bool(said) and all(said) and not entry.fuzzy and not entry.obsolete


def _faults_of_head(sent: polib.POFile, code: str) -> Iterator[Fault]:
    if not po.is_of(sent, code):
        words = _("The head of the file must say “Language: %(code)s”.")
        yield Fault(1, words % {"code": code})
    rule = plural_rule(code)
    has_plurals = any(entry.msgid_plural and _is_said(entry) for entry in sent)
    if has_plurals and not _is_same_rule(sent.metadata.get("Plural-Forms", ""), rule):
        words = _("The head of the file must say “Plural-Forms: %(rule)s”.")
        yield Fault(1, words % {"rule": rule})


def _is_same_rule(theirs: str, ours: str) -> bool:
    """Tools write one rule in many ways, so numbers decide."""
    said, known = FORMS.search(theirs), FORMS.search(ours)
    if not said or not known or said[1] != known[1]:
        return False
    try:
        their_form, our_form = gettext.c2py(said[2].strip()), gettext.c2py(known[2].strip())
        return all(their_form(n) == our_form(n) for n in range(MANY))
    except (ValueError, RecursionError, OverflowError, ZeroDivisionError):
        return False


def _faults(sent: polib.POFile, code: str) -> Iterator[Fault]:
    seen, ours, forms = set(), wanted(), forms_of(plural_rule(code))
    for entry in sent:
        line, key = entry.linenum or 0, _key(entry)
        if not _is_said(entry):
            continue
        if key in seen:
            yield Fault(line, _("This text stands here twice."))
        seen.add(key)
        source = ours.get(key)
        if source and source.msgid_plural != entry.msgid_plural:
            yield Fault(line, _("The text has another plural here than in our file."))
        elif source and source.msgid_plural:
            yield from (Fault(line, words) for words in po.faults_of_plural(entry, forms))
        elif source:
            yield from (Fault(line, words) for words in po.faults(entry.msgid, entry.msgstr))


def _put(made: polib.POFile, file: Path) -> None:
    """Both files whole or not at all; what Django reads comes last."""
    file.parent.mkdir(parents=True, exist_ok=True)
    for ending, save in ((".po", made.save), (".mo", made.save_as_mofile)):
        draft = file.with_name(f".{os.getpid()}{ending}")
        save(str(draft))
        draft.replace(file.with_suffix(ending))
