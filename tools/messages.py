"""Message catalogues: `extract` (for translators), `compile` (for the site), `check` (for lint).

Compiling and checking need polib only; extracting needs gettext's xgettext as well.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("es", "fr", "ar")
NOT_OURS = (".venv*", "node_modules", "build", "var", "content", "tests", "bench")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogue(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def compile_all() -> list[str]:
    """Write each .mo beside its .po; they are made here and never committed."""
    for file in sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
        polib.pofile(str(file)).save_as_mofile(str(file.with_suffix(".mo")))
    return []


def extract() -> list[str]:
    """Bring the .po files up to the source and into their one canonical form."""
    if not shutil.which("xgettext"):
        return ["Extracting messages needs xgettext: install your system's gettext package."]
    for language in LANGUAGES:
        catalogue(language).parent.mkdir(parents=True, exist_ok=True)
    ignored = [f"--ignore={pattern}" for pattern in NOT_OURS]
    languages = [f"--locale={language}" for language in LANGUAGES]
    command = [sys.executable, "manage.py", "makemessages", "--no-obsolete", "--no-wrap"]
    subprocess.run(  # noqa: S603  our own command
        [*command, "--add-location=file", "--verbosity=0", *ignored, *languages],
        cwd=ROOT,
        check=True,
    )
    for language in LANGUAGES:
        settle(catalogue(language), language)
    return []


def settle(file: Path, language: str) -> None:
    """Sorted, without dates: extracting twice changes nothing."""
    messages = polib.pofile(str(file), wrapwidth=0)
    messages.header = ""
    messages.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": messages.metadata.get("Plural-Forms", ""),
    }
    messages.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    messages.save(str(file))


def check() -> list[str]:
    """Every message of every language is translated, with its placeholders."""
    missing = [f"{code}: no catalogue" for code in LANGUAGES if not catalogue(code).exists()]
    return missing or [
        f"{language}: {problem}"
        for language in LANGUAGES
        for entry in polib.pofile(str(catalogue(language)))
        for problem in problems_of(entry)
    ]


def problems_of(entry: polib.POEntry) -> Iterator[str]:
    said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.obsolete:
        yield f"left over: “{entry.msgid}”"
    elif entry.fuzzy or not all(said):
        yield f"untranslated: “{entry.msgid}”"
    else:
        known = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        for text in said:
            if not _keeps(known, set(PLACEHOLDER.findall(text)), plural=bool(entry.msgid_plural)):
                yield f"other placeholders than the source: “{entry.msgid}”"


def _keeps(known: set[str], used: set[str], *, plural: bool) -> bool:
    """One form of a plural may leave the number out (“one lesson”)."""
    return used <= known if plural else used == known


def stale() -> list[str]:
    """What extracting would add or drop; the catalogues themselves are put back as they were."""
    before = {code: catalogue(code).read_bytes() for code in LANGUAGES}
    try:
        said = extract()
        changed = [code for code in LANGUAGES if catalogue(code).read_bytes() != before[code]]
    finally:
        for code, content in before.items():
            catalogue(code).write_bytes(content)
    return said or [f"{code}: run tools/messages.py extract" for code in changed]


if __name__ == "__main__":
    verbs = {"extract": extract, "compile": compile_all, "check": check, "stale": stale}
    verb = verbs.get(sys.argv[1] if len(sys.argv) == 2 else "")
    if not verb:
        raise SystemExit(f"Usage: tools/messages.py {'|'.join(verbs)}")
    problems = verb()
    print("\n".join(problems), file=sys.stderr) if problems else None
    raise SystemExit(1 if problems else 0)
