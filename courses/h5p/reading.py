"""The walk over a package's files: each is read once, and judged while it flows by."""

import re
import zipfile
from collections.abc import Callable, Iterator

from courses.h5p import archive as arc
from courses.h5p import content, manifests, names, strict_json
from courses.h5p.limits import Limits
from courses.h5p.problems import Unreadable
from courses.h5p.report import Report

LANGUAGE_FILE = re.compile(r"-?[a-z]+(-[a-z]+){0,6}\.json", re.IGNORECASE)
Sink = Callable[[str, Iterator[bytes]], Iterator[bytes]]  # sees each chunk, hands it on


class Reading:
    """One walk over the members: JSON is looked at and let go, everything else only flows by."""

    def __init__(self, archive: zipfile.ZipFile, sink: Sink, limits: Limits, report: Report):
        self.archive, self.sink, self.limits, self.report = archive, sink, limits, report
        self.notebook, self.meter = report.notebook, arc.Meter(limits)

    def read(self) -> set[str]:
        entries = arc.members(self.archive, self.limits, self.notebook)
        there = {entry.filename for entry in entries}
        if self.notebook.has_errors:
            raise Unreadable(self.notebook.errors[0].code, self.notebook.errors[0].where)
        self._check_shape(there)
        for entry in entries:
            self._look_at(entry)
        return there

    def _check_shape(self, there: set[str]) -> None:
        if "h5p.json" not in there:
            self.notebook.note("invalid-h5p-json-file", "h5p.json")
        if content.PLACE not in there:
            self.notebook.note("invalid-content-folder", content.PLACE)
        for name in there:
            if not names.is_allowed_kind(name):
                self.notebook.note("not-in-whitelist", name)
        self._check_folders({f for name in there if (f := names.library_folder(name))}, there)

    def _check_folders(self, folders: set[str], there: set[str]) -> None:
        self.report.brought.folders = folders
        if len(folders) > self.limits.libraries:
            raise Unreadable("too-many-libraries")
        for folder in sorted(folders):
            if not names.FOLDER.fullmatch(folder):
                self.notebook.note("invalid-library-name", folder)
            if f"{folder}/library.json" not in there:
                self.notebook.note("invalid-library-json-file", f"{folder}/library.json")

    def _look_at(self, entry: zipfile.ZipInfo) -> None:
        name = entry.filename
        chunks = self.sink(name, self.meter.chunks(self.archive, entry))
        look = self._looker(name)
        if not look:
            for _ in chunks:
                pass
            return
        code, most, keep = look
        try:
            keep(name, strict_json.parse(_whole(chunks, most), self.limits))
        except strict_json.NotPlain:
            self.notebook.note(code, name)

    def _looker(self, name: str):
        """For a JSON file that means something: the code if it fails, its size, who takes it."""
        small, large = self.limits.manifest, self.limits.json
        if name == "h5p.json":
            return "invalid-h5p-json-file", small, self._keep_head
        if name == content.PLACE:
            return "unable-to-parse-package", large, self._keep_pointers
        folder, _, rest = name.partition("/")
        if folder == "content":
            return None
        if rest == "library.json":
            return "invalid-library-json-file", small, self._keep_manifest
        if rest == "semantics.json":
            return "invalid-semantics-json-file", large, self._judge_semantics
        if rest.startswith("language/") and rest.count("/") == 1:
            return "invalid-language-file-json", large, self._judge_language
        return None

    def _keep_head(self, name: str, said) -> None:
        wrong = manifests.wrong_in_head(said)
        for field_ in wrong:
            self.notebook.note("invalid-h5p-json-file-2", f"{name}: {field_}")
        self.report.head = None if wrong else manifests.head(said)

    def _keep_pointers(self, name: str, said) -> None:
        if not isinstance(said, dict):
            raise strict_json.NotPlain
        self.report.pointers = content.pointers(said)

    def _keep_manifest(self, name: str, said) -> None:
        wrong = manifests.wrong_in_manifest(said)
        for field_ in wrong:
            self.notebook.note("invalid-schema-library-json-file", f"{name}: {field_}")
        if not wrong:
            self.report.brought.manifests[name.partition("/")[0]] = manifests.manifest(said)

    def _judge_semantics(self, name: str, said) -> None:
        if not isinstance(said, list):
            raise strict_json.NotPlain

    def _judge_language(self, name: str, said) -> None:
        if not LANGUAGE_FILE.fullmatch(name.rpartition("/")[2]):
            self.notebook.note("invalid-language-file", name)


def _whole(chunks: Iterator[bytes], most: int) -> bytes:
    """All of a small file. A larger one is read to its end all the same, for the sink."""
    text = bytearray()
    for chunk in chunks:
        if len(text) <= most:
            text += chunk
    if len(text) > most:
        raise strict_json.NotPlain
    return bytes(text)
