"""What holds for every template, style sheet and script of ours."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

ROOT = Path(settings.ROOT)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OURS = (ROOT / "static", ROOT / "wellbeing" / "room")
STYLES = sorted(path for folder in OURS for path in folder.rglob("*.css"))
SCRIPTS = sorted(path for folder in OURS for path in folder.rglob("*.js"))

ONE_FILE = ROOT / "templates/wellbeing/takeaway.html"  # opened from a disk: all is in it

INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")|<style|"
    r"\s(?:style|on[a-z]+)\s*=\s*[\"']|javascript:",
    re.I,
)
OUTSIDE = re.compile(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", re.I)
NAMESPACES = re.compile(r"http://www\.w3\.org/[\w/]+")
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
SIDES = re.compile(r"(?<![\w.#-])(?:[a-z-]+-)?(?:left|right)(?:-[a-z-]+)?(?![\w-])")
FOUR = re.compile(r"(?:margin|padding|inset|border-(?:width|style|color))\s*:\s*([^;}]+)")
TEMPLATE_SIDES = re.compile(r"\balign\s*=\s*[\"']?(?:left|right)|\bdir=[\"']ltr[\"']\s+align", re.I)


def name_of(path):
    return str(path.relative_to(ROOT))


def physical(css):
    """Where a style sheet says left or right instead of start or end."""
    css = CSS_COMMENT.sub("", css)
    found = [match.group() for match in SIDES.finditer(css)]
    for match in FOUR.finditer(css):
        parts = match.group(1).split()
        if len(parts) == 4 and parts[1] != parts[3] and "(" not in match.group(1):
            found.append(match.group())
    return found


def test_there_is_something_to_look_at():
    assert len(TEMPLATES) > 20
    assert STYLES
    assert SCRIPTS


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_it_compiles(path):
    engines["django"].get_template(str(path.relative_to(ROOT / "templates")))


@pytest.mark.parametrize("path", [each for each in TEMPLATES if each != ONE_FILE], ids=name_of)
def test_no_script_or_style_stands_in_a_template(path):
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", [*TEMPLATES, *STYLES, *SCRIPTS], ids=name_of)
def test_nothing_comes_from_elsewhere(path):
    assert OUTSIDE.findall(NAMESPACES.sub("", path.read_text())) == []


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_a_style_sheet_knows_start_and_end_only(path):
    assert physical(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_knows_no_left_or_right(path):
    assert TEMPLATE_SIDES.findall(path.read_text()) == []


def test_templates_are_in_their_form():
    djade = Path(sys.executable).with_name("djade")
    command = [djade, "--check", "--target-version", "5.2", *TEMPLATES]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "css",
    [
        ".a { margin-left: 1rem }",
        ".a { text-align: right; }",
        ".a { float: left }",
        ".a { border-top-right-radius: 2px }",
        ".a { left: 0 }",
        ".a { padding: 0 1px 0 2px }",
    ],
)
def test_a_physical_direction_is_seen(css):
    assert physical(css)


@pytest.mark.parametrize(
    "css", [".a { margin-inline-start: 1px }", "/* left */", ".bright { padding: 1px 2px 3px 2px }"]
)
def test_a_logical_direction_is_not(css):
    assert not physical(css)


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<p onclick='x'>",
        '<p style="x">',
        "<style>",
        '<a href="javascript:x">',
    ],
)
def test_inline_code_is_seen(html):
    assert INLINE.search(html)


@pytest.mark.parametrize("text", ["https://fonts.example.com/a.css", "//cdn.example.org/x.js"])
def test_an_address_elsewhere_is_seen(text):
    assert OUTSIDE.search(text)
