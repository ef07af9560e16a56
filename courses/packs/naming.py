"""The ids of a pack's names on this site: uuid5 of the name, unless an editor made it here.

What came in a pack has the same id on every site. A block or lesson that was made in the editor has
a random id; at its first export it gets a name, and keeps its id here whenever the name comes back.
"""

import re
from itertools import count
from uuid import UUID, uuid5

from courses.models import PackedPage
from courses.packs.front import SLUG


class Names:
    """The names of one course, both ways."""

    def __init__(self, key: UUID, known: dict[str, str] | None = None):
        self.key = key
        self.by_id = known or {}
        self.ids = {name: id for id, name in self.by_id.items()}

    def id_of(self, name: str) -> str:
        """Of a page (`module/lesson`), a block (`…#anchor`) or a part of one (`…#anchor.part`)."""
        return self.ids.get(name) or str(uuid5(self.key, name) if name else self.key)

    def name_for(self, id: str, stem: str, kind: str) -> str:
        """The name that this id has, or a new one below `stem`: the kind and the next number."""
        known = self.by_id.get(id)
        if known and known.startswith(stem) and SLUG.match(known[len(stem) :]):
            return known
        word = re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-") or "part"
        number = next(n for n in count(1) if f"{stem}{word}-{n}" not in self.ids)
        return self.learn(id, f"{stem}{word}-{number}")

    def learn(self, id: str, name: str) -> str:
        self.by_id[id], self.ids[name] = name, id
        return name


def names_of(key: UUID) -> Names:
    """All that is known here of one course; pages are among them."""
    rows = PackedPage.objects.filter(course_key=key).exclude(names={}, path="")
    known: dict[str, str] = {}
    for row in rows.only("translation_key", "path", "names"):
        known |= row.names
        if row.path:
            known[str(row.translation_key)] = row.path
    return Names(key, known)
