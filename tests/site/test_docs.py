"""Documentation that does not lead astray: its links, its pictures, its table of settings."""

import ast
import re
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(chain(ROOT.glob("*.md"), ROOT.glob("docs/**/*.md"), ROOT.glob("content/*.md")))
IMAGES = sorted(path for path in ROOT.glob("docs/images/*") if path.is_file())
HEAVIEST = 100_000  # bytes
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
SETTING = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
READERS = {"env", "database"}  # env.flag("DEBUG"), database("DATABASE_URL", …)


def name_of(page):
    return str(page.relative_to(ROOT))


def links_of(page):
    return LINK.findall(FENCED.sub("", page.read_text()))


def anchors_of(page):
    titles = HEADING.findall(FENCED.sub("", page.read_text()))
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def leads_somewhere(page, link):
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not anchor or anchor in anchors_of(target))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_and_picture_of_a_page_is_there(page):
    ours = [link for link in links_of(page) if not re.match(r"[a-z]+:", link)]
    assert [link for link in ours if not leads_somewhere(page, link)] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_picture_has_words(page):
    assert "![](" not in page.read_text()


@pytest.mark.parametrize("image", IMAGES, ids=name_of)
def test_pictures_are_light_and_shown_somewhere(image):
    assert image.stat().st_size < HEAVIEST
    assert any(image.name in page.read_text() for page in PAGES)


def names_read():
    """The first word of each call that reads the environment, in settings/ and in env.py."""
    files = [*(ROOT / "learning/settings").glob("*.py"), ROOT / "learning/env.py"]
    calls = (
        node
        for file in files
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and node.args
    )
    names = (call.args[0].value for call in calls if reads(call.func, call.args[0]))
    return {name for name in names if re.fullmatch(r"[A-Z_]+", str(name))}


def reads(function, first):
    if not isinstance(first, ast.Constant):
        return False
    owner = function.value if isinstance(function, ast.Attribute) else function
    return getattr(owner, "id", "") in READERS | {"text", "folder"}


def test_the_table_of_settings_names_what_is_read_and_nothing_else():
    described = SETTING.findall((ROOT / "docs/operator.md").read_text())
    assert len(described) == len(set(described))
    assert set(described) == names_read()


def test_every_decision_is_in_the_index():
    folder = ROOT / "docs/decisions"
    index = (folder / "README.md").read_text()
    assert [path.name for path in folder.glob("0*.md") if path.name not in index] == []
