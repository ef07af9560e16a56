"""HTML of a lesson as plain HTML that stands alone: what may act, play or call out is left out."""

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

KEPT = {
    "p", "ul", "ol", "li", "b", "strong", "i", "em", "blockquote", "cite", "q", "figure", "table",
    "figcaption", "dl", "dt", "dd", "div", "section", "span", "bdi", "tr", "td", "th", "thead",
    "tbody", "caption",
}  # fmt: skip
VOID = {"br", "hr"}
HEADING = re.compile(r"h([1-6])\Z")
DROPPED = {  # with all that stands in them
    "script", "style", "template", "svg", "audio", "video", "iframe", "object", "button", "select",
    "textarea", "noscript", "canvas", "menu",
}  # fmt: skip
LEADS = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
DIRECTIONS = {"ltr", "rtl", "auto"}
DEEPER = 1  # a lesson's own title stands above its headings
Picture = Callable[[str, str], str]  # address and words for it -> HTML


class _Plain(HTMLParser):
    def __init__(self, picture: Picture):
        super().__init__()
        self.out: list[str] = []
        self._picture = picture
        self._open: list[tuple[str, str]] = []  # what was opened, and what closes it
        self._dropping = 0

    def handle_starttag(self, tag, attrs):
        if tag in DROPPED:
            self._dropping += 1
        if self._dropping:
            return
        values = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.out.append(self._picture(values.get("src", ""), values.get("alt", "")))
        elif tag in VOID:
            self.out.append(f"<{tag}>")
        else:
            begin, end = _tags(tag, values)
            self.out.append(begin)
            self._open.append((tag, end))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID and tag != "img":
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in DROPPED:
            self._dropping = max(0, self._dropping - 1)
        elif not self._dropping and tag in (name for name, _end in self._open):
            self._close_up_to(tag)

    def _close_up_to(self, tag):
        while self._open:
            name, end = self._open.pop()
            self.out.append(end)
            if name == tag:
                return

    def handle_data(self, data):
        if not self._dropping:
            self.out.append(escape(data, quote=False))

    def finish(self) -> str:
        self.close()
        self.out += [end for _name, end in reversed(self._open)]
        return "".join(self.out)


def _tags(tag: str, values: dict[str, str]) -> tuple[str, str]:
    """How it begins and ends here; both empty for what leaves only its words."""
    if heading := HEADING.match(tag):
        name = f"h{min(6, int(heading[1]) + DEEPER)}"
    elif tag == "a" and LEADS.match(values.get("href", "")):
        href = escape(values["href"])
        return f'<a href="{href}" rel="noreferrer">', "</a>"
    elif tag in KEPT:
        name = tag
    else:
        return "", ""
    return f"<{name}{_language(values)}>", f"</{name}>"


def _language(values: dict[str, str]) -> str:
    lang, direction = values.get("lang", ""), values.get("dir", "")
    said = f' lang="{escape(lang)}"' if lang else ""
    return said + (f' dir="{direction}"' if direction in DIRECTIONS else "")


def plain(html: str, *, picture: Picture) -> str:
    parser = _Plain(picture)
    parser.feed(html)
    return parser.finish()
