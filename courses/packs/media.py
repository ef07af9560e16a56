"""Whether what lies in media/ may come in: drawings that only draw, files of kinds that we know."""

from pathlib import Path

from courses.packs import activities, drawings
from courses.packs.problems import Margin, Notebook
from courses.packs.source import Pack
from office.clips import KINDS as CLIPS
from office.clips import ending_of
from office.downloads import KINDS, LARGEST, extension_of, is_what_it_says


def check(pack: Pack, notebook: Notebook) -> None:
    media = pack.folder / "media"
    named = {*pack.files, *(each.file for each in pack.packages)}
    for file in sorted(media.iterdir()) if media.is_dir() else []:
        if ending_of(file.name) in CLIPS:
            continue  # clips.py looks at those
        margin = Margin(notebook, f"media/{file.name}")
        if file.suffix == ".svg" and file.is_file():
            drawings.check(file, margin)
        elif extension_of(file.name) in KINDS and file.is_file():
            _check_download(file, margin)
        elif file.suffix == activities.ENDING and file.is_file():
            activities.check_file(file, margin)
        else:
            kinds = ", ".join(KINDS)
            holds = f"drawings (svg), sound, film, activities (h5p) and files to offer ({kinds})"
            margin.note(f"A pack holds {holds}.")
        if file.name not in named:
            notebook.warn(margin.file, 0, "No lesson shows this file.")


def _check_download(file: Path, margin: Margin) -> None:
    if file.stat().st_size > LARGEST:
        margin.note(f"The file is larger than {LARGEST // 1024 // 1024} MB.")
    with file.open("rb") as content:
        if not is_what_it_says(file.name, content):
            margin.note("This is not a file of the kind that its name says.")
