"""What the blocks of a lesson are shown with: the words of the editor's previews, translated."""

from django.templatetags.static import static
from django.utils.html import mark_safe

from office import block_samples
from office.blocks import Tone
from office.downloads import KINDS


def samples() -> dict:
    return {
        "callout": [(tone.value, _told("callout", tone=tone.value)) for tone in Tone],
        "heading": [
            (f"level {level}", block_samples.heading() | {"level": level}) for level in "23"
        ],
        "case_story": [("alone", _told("case_story"))],
        "term": [("alone", _term())],
        "quotation": [
            ("with a source", _told("quotation")),
            ("that leads out", _told("quotation", link="https://example.org/")),
        ],
        "figure": _figures(),
        "download": [
            (words, block_samples.download() | more)
            for words, more in (
                ("a file", {"address": "#", "kind": KINDS["pdf"].words, "size": 123_000}),
                ("one that was removed", {}),
            )
        ],
    }


def _told(name: str, **more) -> dict:
    said = getattr(block_samples, name)()
    return said | {"body": mark_safe(said["text"])} | more  # noqa: S308  words of this page


def _term() -> dict:
    said = block_samples.term()
    return {"term": said["term"], "meaning": mark_safe(said["text"])}  # noqa: S308  the same


def _figures() -> list:
    said = block_samples.figure()
    place = {"address": static("img/sample.svg"), "width": 720, "height": 400}
    return [
        ("numbers and their words", said | place),
        ("one of ours", said | {"drawing": "door", "labels": [], "caption": said["alt"]}),
        ("one that was lost", said),
    ]
