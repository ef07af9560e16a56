"""Markdown into the rich text of our editor: headings, paragraphs, lists, bold, italic, links.

What the editor could not hold (tables, code, pictures, raw HTML, lists in lists) is refused in
words and never dropped in silence.
"""

from html import escape

from markdown_it import MarkdownIt

from courses.packs.problems import Margin
from office.blocks import PROSE

SAFE_LINKS = ("https://", "http://", "mailto:", "tel:")
REFUSED = {
    "blockquote_open": "a quotation (>)",
    "code_block": "an indented block, which Markdown takes for code",
    "fence": "a block of code",
    "code_inline": "code",
    "hr": "a line across the page",
    "html_block": "raw HTML",
    "html_inline": "raw HTML",
    "image": "a picture in the text; use an image block",
    "hardbreak": "a forced line break",
    "table_open": "a table",
    "s_open": "struck-out text",
}
MARKS = {"strong": ("b", "bold"), "em": ("i", "italic")}
LISTS = {"bullet_list_open": ("ul", "ul"), "ordered_list_open": ("ol", "ol")}


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return True  # markdown-it would make text of a bad link; we say what is wrong with it


_parser = _Parser("commonmark", {"html": True}).enable(["table", "strikethrough"])
_parser.disable("lheading")  # a heading begins with ##, a text underlined with --- is a mistake


def tidy_link(href: str) -> str:
    """As a link comes out of Markdown: what an address can't hold is percent-encoded."""
    return _parser.normalizeLink(href)


def to_html(
    text: str, *, margin: Margin, features: list[str] = PROSE, is_lesson: bool = False
) -> str:
    """The rich text; `margin` stands at the line of the text's first line.

    In a lesson a link may lead to one of its headings (#anchor).
    """
    return _Writer(margin, features, is_lesson).write(text)


class _Writer:
    def __init__(self, margin: Margin, features: list[str], is_lesson: bool):
        self.margin, self.features, self.is_lesson = margin, features, is_lesson
        self.out: list[str] = []
        self.lists: list[str] = []
        self.in_item = 0
        self.row = 0

    def write(self, text: str) -> str:
        self.lines = text.split("\n")
        for token in _parser.parse(text):
            self.row = token.map[0] if token.map else self.row
            self._block(token)
        return "".join(self.out)

    def _block(self, token) -> None:
        if token.type == "inline":
            self.breaks = 0
            self.out.append("".join(self._inline(child) for child in token.children))
        elif token.type in LISTS:
            self._open_list(*LISTS[token.type], token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.out.append(f"</{self.lists.pop()}>")
        elif token.type.startswith("list_item"):
            self.in_item = 0
            self.out.append("<li>" if token.nesting > 0 else "</li>")
        elif token.type.startswith("paragraph"):
            self._paragraph(token)
        elif token.type.startswith("heading"):
            self._heading(token)
        else:
            self._refuse(token.type)

    def _open_list(self, tag: str, feature: str, token) -> None:
        if self.lists:
            self.margin.note("A list inside a list can't be kept.", down=self.row)
        elif token.attrGet("start"):
            self.margin.note("A numbered list begins with 1.", down=self.row)
        self._needs(feature, "a list")
        self.lists.append(tag)
        self.out.append(f"<{tag}>")

    def _paragraph(self, token) -> None:
        if not self.lists:
            self.out.append("<p>" if token.nesting > 0 else "</p>")
        elif token.nesting > 0:
            self.in_item += 1
            if self.in_item > 1:
                self.margin.note("An item of a list is one paragraph.", down=self.row)

    def _heading(self, token) -> None:
        if token.nesting > 0 and token.tag not in ("h2", "h3"):
            self.margin.note("A heading begins with ## or ###.", down=self.row)
        elif token.nesting > 0:
            self._needs(token.tag, "a heading")
        self.out.append(f"<{'/' if token.nesting < 0 else ''}{token.tag}>")

    def _inline(self, token) -> str:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if kind in ("text", "text_special"):
            return escape(token.content, quote=False)
        if kind in ("softbreak", "hardbreak"):
            return self._break(kind)
        if kind in MARKS:
            tag, feature = MARKS[kind]
            self._needs(feature, f"{feature} text")
            return f"<{'/' if token.nesting < 0 else ''}{tag}>"
        if kind == "link":
            return self._link(token) if token.nesting > 0 else "</a>"
        self._refuse(token.type)
        return ""

    def _break(self, kind: str) -> str:
        """A break is written as a backslash: two spaces at the end of a line nobody can see."""
        line = self.lines[self.row + self.breaks]
        self.breaks += 1
        if kind == "hardbreak" and not line.endswith("\\"):
            self._refuse(kind)
        return "<br/>" if kind == "hardbreak" else " "

    def _link(self, token) -> str:
        self._needs("link", "a link")
        href = token.attrGet("href") or ""
        is_inside = self.is_lesson and href.startswith("#")
        if not is_inside and not href.lower().startswith(SAFE_LINKS):
            known = ", ".join(SAFE_LINKS)
            self.margin.note(f"A link must begin with one of {known}.", down=self.row)
        if token.attrGet("title"):
            self.margin.note("A link can't have a title.", down=self.row)
        return f'<a href="{escape(href)}">'

    def _refuse(self, kind: str) -> None:
        if kind in REFUSED:
            self.margin.note(f"The text can't hold {REFUSED[kind]}.", down=self.row)

    def _needs(self, feature: str, name: str) -> None:
        if feature not in self.features:
            self.margin.note(f"There can't be {name} here.", down=self.row)
