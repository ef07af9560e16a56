"""Who may know whom: the contracts of pyproject.toml hold, and each was seen to fail."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.ROOT)
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
OFFENCES = {
    "Knowledge flows downwards": ("office", "import people.api"),
    "Wellbeing knows nobody": ("wellbeing", "import office.due"),
    "Nobody knows wellbeing": ("learning", "import wellbeing.router"),
    "A neighbour enters courses through its api": ("learning", "import courses.models"),
    "A neighbour enters supervision through its api": ("learning", "import supervision.apps"),
    "A neighbour enters certification through its api": ("learning", "import certification.apps"),
    "A neighbour enters people through its api": ("courses", "import people.models"),
}


def lint_imports(folder):
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def rooms(tmp_path_factory):
    """A copy of the house in which a wall may be broken."""
    folder = tmp_path_factory.mktemp("rooms")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for room in CONTRACTS["root_packages"]:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_contracts_hold():
    code, said = lint_imports(ROOT)
    assert code == 0, said


def test_every_contract_has_an_offence_to_try():
    assert {contract["name"] for contract in CONTRACTS["contracts"]} == set(OFFENCES)


@pytest.mark.parametrize("contract", OFFENCES)
def test_a_broken_contract_is_seen(rooms, contract):
    room, offence = OFFENCES[contract]
    seed = rooms / room / "seeded_offence.py"
    seed.write_text(f"{offence}\n")
    try:
        code, said = lint_imports(rooms)
    finally:
        seed.unlink()
    assert code != 0
    assert f"{contract} BROKEN" in " ".join(said.split())
