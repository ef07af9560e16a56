"""A sound definition with invented words, and what tests change in it."""

import json
from copy import deepcopy
from pathlib import Path

TABLE = json.loads((Path(__file__).parents[1] / "wellbeing/instrument_cases.json").read_text())


def definition(version: str = "1.2.0", **parts) -> dict:
    return {**deepcopy(TABLE["sound"]), "version": version, **parts}


def labelled(label: str, version: str = "1.2.0") -> dict:
    """With this label, in English, on its lowest band."""
    made = definition(version)
    made["subscales"][0]["bands"][0]["label"]["en"] = label
    return made


def as_file(made: object) -> bytes:
    return json.dumps(made, ensure_ascii=False).encode()
