"""A pack brought to a page that may have been edited here: what to take, and the page it makes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from wagtail.models import Page

from courses.models import Course, ModulePage, PackedPage
from courses.packs import comparing, taking_out
from courses.packs.comparing import CHILDREN, ORDER, Difference, Piece, What
from courses.packs.naming import Names
from courses.packs.pages import Sheet
from courses.packs.source import Pack

Choices = Mapping[str, str]  # "theirs" or "ours" by the name of a block
NOTHING: dict = {"note": "", "is_way_round_only": False, "way_round": None, "is_plain": False}
NOTHING |= {"short_text": "", "short_alt": "", "short_picture_id": None, "guide": ""}
OF_PAGE = {  # the fields of a page that a line of the front matter fills
    "needed": ("needed_a", "needed_b", "needed_c"),
    "credits_parts": ("credits_modules",),
    "plain": ("is_plain",),
    "optional": ("is_optional",),
    "only_way_round": ("is_way_round_only",),
    "short": ("short_text",),
    "short_picture": ("short_picture_id",),
}


@dataclass
class Merge:
    """What an import makes of one page; `newest` is the page as its editors last left it."""

    newest: Page
    differences: list[Difference]
    theirs: list[Piece]
    ours: list[Piece]

    @property
    def taken(self) -> list[Difference]:
        return [each for each in self.differences if each.is_taken]

    @property
    def left(self) -> list[Difference]:
        """Where ours stays and they changed something, too."""
        both = (What.BOTH, What.THEIRS)
        return [each for each in self.differences if each.what in both and not each.is_taken]

    @property
    def is_ours(self) -> bool:
        """Whether anything of it is not as the pack says."""
        return any(d.what != What.SAME and not d.is_taken for d in self.differences)

    def takes_order_of_children(self) -> bool:
        return any(each.block in CHILDREN for each in self.taken)

    def fill(self, sheet: Sheet) -> Iterator[tuple[str, object]]:
        """The fields of the page that change, with what they hold then."""
        fields = NOTHING | sheet.fields
        places = {each.block for each in self.taken}
        for place in places - {ORDER, "way_round", *CHILDREN}:
            if "." not in place:
                yield from ((name, fields.get(name)) for name in OF_PAGE.get(place, (place,)))
        if ORDER in places or any("." in place for place in places):
            name = "bank" if isinstance(self.newest, ModulePage) else "body"
            yield name, self._blocks(name, sheet, places)

    def takes_way_round(self) -> bool:
        return any(each.block == "way_round" for each in self.taken)

    def _blocks(self, name: str, sheet: Sheet, places: set[str]) -> list[dict]:
        ours = {f"{name}.{raw['id']}": raw for raw in getattr(self.newest, name).raw_data}
        theirs = {f"{name}.{raw['id']}": raw for raw in sheet.fields[name]}
        gone = {place for place in places if place in ours and place not in theirs}
        chosen = dict(ours) | {place: theirs[place] for place in places if place in theirs}
        sides = (theirs, ours) if ORDER in places else (ours, theirs)
        order = comparing.in_order(*sides, chosen.keys() - gone)
        return [chosen[place] for place in order]


class Merging:
    """What the pages of one pack are here; read once, and only where something may differ."""

    def __init__(
        self,
        pack: Pack,
        outline: Iterable[Sheet],
        names: Names,
        marks: Mapping[str, str],
        choices: Choices,
    ):
        self.pack, self.names, self.marks, self.choices = pack, names, marks, choices
        for sheet in outline:  # before what an editor made here gets a name, which is none of these
            for id, name in sheet.names.items():
                names.learn(id, name)
            names.learn(str(sheet.key), sheet.path)
        self.theirs = {piece.path: piece for piece in comparing.all_of(pack)}

    def pieces(self, path: str) -> list[Piece]:
        return comparing.pieces(self.theirs[path], self.names, self.marks)

    def differences(
        self, sheet: Sheet, page: Page | None, row: PackedPage | None
    ) -> list[Difference]:
        """Without a page all of it is theirs, or was removed here."""
        if page:
            return self.of(sheet, page, row).differences
        base = row.base if row else None
        theirs = self.pieces(sheet.path)
        return comparing.differences(sheet.path, [], theirs, base, self.choices)

    def of(self, sheet: Sheet, page: Page, row: PackedPage | None) -> Merge:
        piece, newest = self.ours.get(sheet.path, (None, None))
        theirs = self.pieces(sheet.path)
        ours = comparing.pieces(piece, self.names, self.taken.media.marks) if piece else []
        base = row.base if row and row.base else None
        if base is None and row and row.digest and row.revision == page.latest_revision_id:
            base = comparing.base_of(ours)  # brought before a base was kept, and not edited since
        found = comparing.differences(sheet.path, ours, theirs, base, self.choices)
        return Merge(newest, found, theirs, ours)

    @cached_property
    def ours(self) -> dict[str, tuple]:
        taken = self.taken
        return {
            piece.path: (piece, taken.pages[piece.path]) for piece in comparing.all_of(taken.pack)
        }

    @cached_property
    def taken(self) -> taking_out.TakenOut:
        course = Course.objects.get(translation_key=self.pack.key)
        return taking_out.take_out(course, drafts=True, names=self.names)
