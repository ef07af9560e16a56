"""Every form that somebody reaches, and what they could type into it."""

import html
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

LINK = re.compile(r"""(?:href|data-[\w-]*url)=["'](/[^"'#]*)""")
LEAVES = re.compile(r"^/(static|exit)/|/logout/")
KEPT_AS_IS = {"csrfmiddlewaretoken"}


@dataclass
class Form:
    """Where it goes, how, and its fields with what they hold before anybody types."""

    page: str
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)

    def filled(self, typed) -> dict[str, str]:
        """`typed(name)` is what somebody puts into a field; None leaves it as it came."""
        values = {name: (typed(name), value) for name, value in self.fields.items()}
        return {
            name: value if new is None or name in KEPT_AS_IS else new
            for name, (new, value) in values.items()
        }


class _Reader(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.page, self.forms = page, {}
        self.current = self.textarea = self.select = None

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urlsplit(urljoin(self.page, attrs.get("action") or self.page))
            form = Form(self.page, action.path, attrs.get("method", "get").lower())
            self.current = self.forms[attrs.get("id") or f"#{len(self.forms)}"] = form
        name, owner = attrs.get("name"), self.forms.get(attrs.get("form"), self.current)
        if not name or owner is None:
            return
        if tag == "input" and attrs.get("type") not in ("radio", "checkbox", "file"):
            owner.fields[name] = attrs.get("value", "")
        elif tag == "input" and ("checked" in attrs or name not in owner.fields):
            owner.fields[name] = attrs.get("value", "on")
        elif tag == "button":
            owner.fields.setdefault(name, attrs.get("value", ""))
        elif tag == "textarea":
            owner.fields[name], self.textarea = "", (owner, name)
        elif tag == "select":
            owner.fields[name], self.select = "", (owner, name)
        self._option(tag, attrs)

    def handle_data(self, data):
        if self.textarea:
            owner, name = self.textarea
            owner.fields[name] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.current = None
        elif tag == "textarea":
            self.textarea = None
        elif tag == "select":
            self.select = None

    def _option(self, tag, attrs):
        if tag == "option" and self.select:
            owner, name = self.select
            if "selected" in attrs or not owner.fields[name]:
                owner.fields[name] = attrs.get("value", "")


def forms_of(page: str, text: str) -> list[Form]:
    reader = _Reader(page)
    reader.feed(text)
    return list(reader.forms.values())


def pages(client, starts, *, within="/", at_most=150) -> Iterator[tuple[str, str]]:
    """What links lead to from there: (address, text) of each page of HTML."""
    seen, waiting = set(), deque(starts)
    while waiting and len(seen) < at_most:
        address = waiting.popleft()
        if address in seen or not address.startswith(within) or LEAVES.search(address):
            continue
        seen.add(address)
        answer = client.get(address)
        if 300 <= answer.status_code < 400:
            waiting.append(urlsplit(answer["Location"]).path)
        elif "html" in answer.get("Content-Type", ""):
            text = answer.content.decode()
            yield address, text
            waiting.extend(html.unescape(link) for link in LINK.findall(text))


def posts(client, starts, *, within="/", at_most=150) -> list[Form]:
    """Each form of those pages that changes something, once for every set of fields."""
    found = {}
    for address, text in pages(client, starts, within=within, at_most=at_most):
        for form in forms_of(address, text):
            if form.method == "post" and not LEAVES.search(form.action):
                found.setdefault((form.action, frozenset(form.fields)), form)
    return list(found.values())
