"""Node's own test runner tells how the room's program behaves; other libraries what it equals."""

import subprocess
from pathlib import Path

from tests.wellbeing import known_answers

ROOT = Path(__file__).parents[2]
STORIES = sorted((ROOT / "tests/wellbeing/room").glob("*.test.js"))


def test_the_rooms_program_holds_its_promises():
    command = ["tools/node.sh", "node", "--test", "--test-reporter=tap", *STORIES]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "# fail 0" in told.stdout and "# skipped 0" in told.stdout and STORIES


def test_the_known_answers_are_those_of_other_libraries():
    assert known_answers.FILE.read_text(encoding="utf-8") == known_answers.text()
