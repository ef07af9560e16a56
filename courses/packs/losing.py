"""What rich text of the editor says that no pack can hold, so that it is never lost unsaid."""

from html.parser import HTMLParser

LINK = "a link to a page or file of this site; its words come along, the link does not."
LIST = "a list within a list; its items come along as items of the outer one."


def of_value(value) -> list[str]:
    """One sentence for each kind of loss in the value of a block, however deep it stands."""
    found: set[str] = set()
    for text in _texts(value):
        reader = _Reader()
        reader.feed(text)
        found |= reader.found
    return sorted(found)


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: set[str] = set()
        self.lists = 0

    def handle_starttag(self, tag, attrs):
        if tag == "a" and "linktype" in dict(attrs):
            self.found.add(LINK)
        elif tag in ("ul", "ol"):
            self.lists += 1
            if self.lists > 1:
                self.found.add(LIST)

    def handle_endtag(self, tag):
        if tag in ("ul", "ol"):
            self.lists -= 1
