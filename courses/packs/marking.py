"""Rich text of our editor into Markdown: the way back of markdown.py, to the same rich text again.

What several writings could say is said in one (docs/packs.md, “Canonical form”): one line for each
paragraph, `-` and `1.` for lists, `**` and `*` for marks, a backslash where a sign would mean more.
"""

import re
from html import escape
from html.parser import HTMLParser

from courses.packs import markdown
from courses.packs.problems import Margin, Notebook

SIGNS = re.compile(r"[\\`*\[\]<|]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~|&(?=#?\w+;)")
OPENS_A_BLOCK = re.compile(r"(#{1,6}|[-+])(?=\s|\Z)|>|:::|-(?=\s*-\s*-[\s-]*\Z)")
OPENS_A_LIST = re.compile(r"(\d{1,9})([.)])(?=\s|\Z)")
OPENS_A_NAME = re.compile(
    r"(title|alt|caption|term|source|after|said_true|said_false|note|instead)(?=:)"
)
AT_END = re.compile(r"(?:(?<=\s)|\A)#+\Z")
BLOCKS = {"p", "h2", "h3", "li"}
SAME = {"strong": "b", "em": "i"}
DELIMITERS = ({"b": "**", "i": "*"}, {"b": "**", "i": "_"}, {"b": "__", "i": "*"})


class Node(list):
    """A mark with what stands in it: texts, breaks (None) and other marks."""

    def __init__(self, tag="", href="", inside=()):
        super().__init__(inside)
        self.tag, self.href = tag, href


def to_markdown(html: str) -> str:
    """Without a line end at the end; empty where there are no words."""
    reader = _Reader()
    reader.feed(html or "")
    reader.close()
    out: list[str] = []
    before, is_other = "", False
    for kind, node in reader.found:
        is_other = kind in ("ul", "ol") and kind == before and not is_other
        text = _list(kind, node, is_other) if kind in ("ul", "ol") else _paragraph(kind, node)
        if text:
            out.append(text)
            before = kind
    return "\n\n".join(out)


def as_packed(html: str) -> str:
    """The same rich text as a pack says it: what to_markdown can't write is not in it."""
    return markdown.to_html(to_markdown(html), margin=Margin(Notebook(), ""), is_lesson=True)


def _paragraph(kind: str, node: Node) -> str:
    line = _line(node, indent="", is_heading=kind != "p")
    return line and {"h2": "## ", "h3": "### "}.get(kind, "") + line


def _list(kind: str, items: list[Node], is_other: bool) -> str:
    rows = []
    for number, item in enumerate(items, start=1):
        mark = ("*" if is_other else "-") if kind == "ul" else f"{number}{')' if is_other else '.'}"
        if line := _line(item, indent=" " * (len(mark) + 1)):
            rows.append(f"{mark} {line}")
    return "\n".join(rows)


def _line(node: Node, *, indent: str, is_heading=False) -> str:
    tidy = _edges(_tidy(node, breaks=not is_heading))
    wanted = "".join(_html(each) for each in tidy)
    first = ""
    for delimiters in DELIMITERS:
        line = _opened(_inline(tidy, delimiters), indent)
        line = AT_END.sub(lambda found: "\\" + found[0], line) if is_heading else line
        first = first or line
        if _back(line) == wanted:
            return line
    return first


def _back(line: str) -> str:
    text = markdown.to_html(line, margin=Margin(Notebook(), ""), is_lesson=True)
    return text.removeprefix("<p>").removesuffix("</p>")


def _opened(line: str, indent: str) -> str:
    """No line may begin as something else than a paragraph does."""
    lines = [_begun(each) for each in line.split("\n")]
    return f"\n{indent}".join(lines)


def _begun(line: str) -> str:
    line = OPENS_A_LIST.sub(r"\1\\\2", line, count=1) if OPENS_A_LIST.match(line) else line
    line = OPENS_A_NAME.sub(r"\1\\", line, count=1) if OPENS_A_NAME.match(line) else line
    return "\\" + line if OPENS_A_BLOCK.match(line) else line


def _inline(nodes, delimiters: dict[str, str]) -> str:
    out = ""
    for place, each in enumerate(nodes):
        if each is None:
            out += "\\\n"
        elif isinstance(each, str):
            text = SIGNS.sub(lambda found: "\\" + found[0], each)
            after = nodes[place - 1] if place else None
            out += _apart(text) if _is_tight(after, text) else text
        elif each.tag == "a":
            out = out[:-1] + "\\!" if out.endswith("!") else out
            out += f"[{_inline(each, delimiters)}]({_target(each.href)})"
        else:
            inside, sign = _inline(each, delimiters), delimiters[each.tag]
            if out and out[-1].isalnum() and not inside[:1].isalnum():
                out = out[:-1] + f"&#{ord(out[-1])};"
            out += f"{sign}{inside}{sign}"
    return out


def _is_tight(before, text: str) -> bool:
    """A letter right behind a mark that ends with a sign would keep the mark from closing."""
    is_mark = isinstance(before, Node) and before.tag != "a"
    return is_mark and text[:1].isalnum() and not _last(before).isalnum()


def _last(node) -> str:
    end = node[-1] if node else ""
    return "\n" if end is None else end[-1:] if isinstance(end, str) else ")"


def _apart(text: str) -> str:
    return f"&#{ord(text[0])};{text[1:]}"


def _target(href: str) -> str:
    href = markdown.tidy_link(href)
    return re.sub(r"[()\\*]|&(?=#?\w+;)", lambda found: "\\" + found[0], href)


# --- the tree
def _tidy(nodes, *, breaks: bool, within: tuple[str, ...] = ()) -> list:
    """Marks without words or within their like taken away, spaces at their edges moved out, equal
    neighbours joined."""
    out: list = []
    for each in nodes:
        if each is None:
            out.append(None if breaks else " ")
        elif isinstance(each, str):
            out.append(each)
        else:
            inside = _tidy(each, breaks=breaks, within=(*within, each.tag))
            is_of_use = each.tag and each.tag not in within
            out += _outside(Node(each.tag, each.href, inside)) if is_of_use else inside
    return _joined(out)


def _outside(node: Node) -> list:
    before, after = [], []
    while node and (node[0] is None or (isinstance(node[0], str) and node[0] != node[0].lstrip())):
        first = node.pop(0)
        if first is None:
            before.append(None)
        else:
            rest = first.lstrip()
            before.append(first[: len(first) - len(rest)])
            if rest:
                node.insert(0, rest)
    while node and (
        node[-1] is None or (isinstance(node[-1], str) and node[-1] != node[-1].rstrip())
    ):
        last = node.pop()
        if last is None:
            after.insert(0, None)
        else:
            rest = last.rstrip()
            after.insert(0, last[len(rest) :])
            if rest:
                node.append(rest)
    return [*before, *([node] if node else []), *after]


def _joined(nodes: list) -> list:
    out: list = []
    for each in nodes:
        if each == "":
            continue
        last = out[-1] if out else None
        if isinstance(each, str) and isinstance(last, str):
            out[-1] = last + each
        elif (
            isinstance(each, Node)
            and isinstance(last, Node)
            and (each.tag, each.href) == (last.tag, last.href)
        ):
            out[-1] = Node(each.tag, each.href, _joined([*last, *each]))
        else:
            out.append(each)
    return out


def _edges(nodes: list) -> list:
    """Nothing but words at both ends of a line, and no space around a break."""
    while nodes and (nodes[0] is None or (isinstance(nodes[0], str) and not nodes[0].strip())):
        nodes.pop(0)
    while nodes and (nodes[-1] is None or (isinstance(nodes[-1], str) and not nodes[-1].strip())):
        nodes.pop()
    if nodes and isinstance(nodes[0], str):
        nodes[0] = nodes[0].lstrip()
    if nodes and isinstance(nodes[-1], str):
        nodes[-1] = nodes[-1].rstrip()
    return _around_breaks(nodes)


def _around_breaks(nodes: list) -> list:
    """No space beside a break, within marks too: Markdown would not keep it."""
    for place, each in enumerate(nodes):
        if isinstance(each, Node):
            _around_breaks(each)
        elif isinstance(each, str):
            if place and nodes[place - 1] is None:
                nodes[place] = nodes[place].lstrip()
            if place + 1 < len(nodes) and nodes[place + 1] is None:
                nodes[place] = nodes[place].rstrip()
    return nodes


def _html(each) -> str:
    if each is None:
        return "<br/>"
    if isinstance(each, str):
        return escape(each, quote=False)
    inside = "".join(_html(inner) for inner in each)
    if each.tag == "a":
        return f'<a href="{escape(markdown.tidy_link(each.href))}">{inside}</a>'
    return f"<{each.tag}>{inside}</{each.tag}>"


class _Reader(HTMLParser):
    """Blocks in order: a paragraph or heading with its words, a list with its items."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list]] = []
        self.stack: list[Node] = []
        self.lists = 0

    def handle_starttag(self, tag, attrs):
        tag = SAME.get(tag, tag)
        if tag in ("ul", "ol"):
            self.stack = []
            if not self.lists:
                self.found.append((tag, []))
            self.lists += 1
        elif tag in BLOCKS:
            self._open(tag)
        elif tag == "br":
            self._words(None)
        elif tag in ("b", "i", "a"):
            href = dict(attrs).get("href") or ""
            node = Node(tag if tag != "a" or href else "", href)
            self._words(node)
            self.stack.append(node)

    def handle_endtag(self, tag):
        tag = SAME.get(tag, tag)
        if tag in ("ul", "ol"):
            self.lists -= 1
            self.stack = []
        elif tag in BLOCKS:
            self.stack = []
        elif tag in ("b", "i", "a") and len(self.stack) > 1:
            self.stack.pop()

    def handle_data(self, data):
        if self.stack or data.strip():
            self._words(re.sub(r"[ \t]*[\r\n]\s*", " ", data))

    def _open(self, tag: str) -> None:
        node = Node()
        if self.lists:
            self.found[-1][1].append(node)  # an item of a list in a list stands in the outer one
        else:
            self.found.append((tag, node))
        self.stack = [node]

    def _words(self, what) -> None:
        if not self.stack:
            self._open("p")
        self.stack[-1].append(what)
