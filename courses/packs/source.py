"""A pack as its folder says it: read whole, every problem noted, nothing written."""

from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from courses.packs import activities, blocks, clips, front, markdown, rounds
from courses.packs.blocks import Block
from courses.packs.problems import Margin, Notebook, PackRefused
from courses.packs.questions import Asked

LONGEST_FILE = 512 * 1024
GUIDE = "guide.md"  # for whoever leads a group; a course need not have one
KNOWN_AT_TOP = {"course.md", GUIDE, "locale", "media", "README.md", "LICENSE", "LICENSE.md"}
KNOWN_IN_LOCALE = {".po", ".md", ".mo", ".pot"}  # the last two are left by programs


@dataclass(frozen=True)
class Lesson:
    path: str  # module/lesson, its name in the pack for good
    slug: str
    title: str
    minutes: int
    blocks: tuple[Block, ...]
    note: str = ""
    way_round: str = ""  # the path of another lesson
    only_way_round: bool = False
    topics: dict[str, int] = field(default_factory=dict)
    what_changed: str = ""
    short: str = ""  # in three sentences
    short_picture: str = ""  # a file of media/
    short_alt: str = ""
    adapt: dict[str, str] = field(default_factory=dict)  # by anchor: what to make one's own

    @property
    def files(self) -> tuple[str, ...]:
        """What it shows or offers of media/, in order."""
        short = (self.short_picture,) if self.short_picture else ()
        return blocks.files(self.blocks) + short


@dataclass(frozen=True)
class Module:
    path: str
    slug: str
    title: str
    summary: str
    lessons: tuple[Lesson, ...]
    bank: tuple[Asked, ...] = ()
    optional: bool = False
    group: str = ""
    adapt: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pack:
    folder: Path
    key: UUID
    slug: str
    source: str
    audience: str
    licence: str
    title: str
    summary: str
    intro: str  # rich text
    modules: tuple[Module, ...]
    in_order: bool = False
    credits_parts: bool = False
    comes_first: tuple[str, ...] = ()  # slugs of other courses
    needed: dict[str, int] = field(default_factory=dict)
    what_changed: str = ""
    plain: bool = False
    level: int | None = None  # the age of a reader who manages it
    credits: tuple[str, ...] = ()
    suggests: tuple[str, ...] = ()  # schemes, carried along as they are
    guide: str = ""  # rich text, for whoever leads a group

    @property
    def path(self) -> str:
        return ""

    @property
    def lessons(self) -> list[Lesson]:
        return [lesson for module in self.modules for lesson in module.lessons]

    @property
    def files(self) -> list[str]:
        """What lies in media/ and a lesson shows or offers."""
        return sorted({file for lesson in self.lessons for file in lesson.files})

    @property
    def packages(self) -> list[activities.Played]:
        """The activities that the lessons play."""
        played = (block for lesson in self.lessons for block in lesson.blocks)
        return [block for block in played if isinstance(block, activities.Played)]

    @property
    def clips(self) -> list[clips.Clip]:
        """What the lessons play, each file once."""
        played = [
            block
            for lesson in self.lessons
            for block in lesson.blocks
            if isinstance(block, clips.Clip)
        ]
        return list({clip.file: clip for clip in reversed(played)}.values())


@dataclass
class Reading:
    """What came of reading a folder: the pack, or None where its course file can't be used."""

    folder: Path
    notebook: Notebook = field(default_factory=Notebook)
    pack: Pack | None = None

    @property
    def has_errors(self) -> bool:
        return any(not problem.is_warning for problem in self.notebook.problems)


def read(folder: Path) -> Reading:
    reading = Reading(folder)
    reading.pack = _Reader(folder, reading.notebook).pack()
    return reading


def readable(folder: Path) -> Pack:
    """The pack without its translations; refused where anything in it can't be read."""
    return pack_or_refusal(read(folder))


def pack_or_refusal(reading: Reading) -> Pack:
    """Refuse where there are errors: the first one in words, the rest counted."""
    wrong = sorted(problem for problem in reading.notebook.problems if not problem.is_warning)
    if reading.pack and not wrong:
        return reading.pack
    more = f" (and {len(wrong) - 1} more: pack check lists them)" if len(wrong) > 1 else ""
    raise PackRefused(f"{reading.folder.name} can’t be used: {wrong[0]}{more}", wrong)


class _Reader:
    def __init__(self, folder: Path, notebook: Notebook):
        self.folder, self.notebook = folder, notebook
        media = folder / "media"
        self.media = (
            frozenset(file.name for file in media.iterdir()) if media.is_dir() else frozenset()
        )

    def pack(self) -> Pack | None:
        margin, text = self._open("course.md")
        values, body, above = front.read(
            text, wanted=front.COURSE, may=front.COURSE_MAY, margin=margin
        )
        if values is None:
            return None
        if values["slug"] in values.get("comes_first", []):
            margin.note("“comes_first” names this very course.")
        intro = markdown.to_html(body, margin=margin.at(above + 1))
        guide = self._guide()
        slugs = values.pop("modules")
        modules = tuple(found for slug in slugs if (found := self._module(slug)))
        self._strangers(self.folder, KNOWN_AT_TOP | set(slugs))
        self._strangers_in_locale()
        rounds.check(modules, self.notebook)
        del values["format"]
        values["key"] = UUID(values["key"])
        return Pack(folder=self.folder, intro=intro, guide=guide, modules=modules, **values)

    def _guide(self) -> str:
        if not (self.folder / GUIDE).exists():
            return ""
        margin, text = self._open(GUIDE)
        if text.startswith("---\n"):
            margin.at(1).note("This file is Markdown alone; no front matter stands above it.")
            return ""
        found = markdown.to_html(text, margin=margin.at(1))
        if not found and not any(each.file == GUIDE for each in self.notebook.problems):
            margin.note("The file says nothing. Write the guide, or remove the file.")
        return found

    def _module(self, slug: str) -> Module | None:
        margin, text = self._open(f"{slug}/module.md")
        if not text:
            return None
        values, body, above = front.read(
            text, wanted=front.MODULE, may=front.MODULE_MAY, margin=margin
        )
        bank = blocks.read_bank(body, margin=margin.at(above))
        if values is None:
            return None
        if values.get("optional") and values.get("group"):
            margin.at(1).note("Choose one: “optional” or “group”.")
        names = values.pop("lessons")
        lessons = tuple(found for name in names if (found := self._lesson(slug, name)))
        self._strangers(self.folder / slug, {"module.md", *(f"{name}.md" for name in names)})
        values["adapt"] = blocks.adapt_marks(body)
        its_slug = values.pop("slug", slug)
        return Module(path=slug, slug=its_slug, lessons=lessons, bank=bank, **values)

    def _lesson(self, module: str, slug: str) -> Lesson | None:
        path = f"{module}/{slug}"
        margin, text = self._open(f"{path}.md")
        if not text:
            return None
        values, body, above = front.read(
            text, wanted=front.LESSON, may=front.LESSON_MAY, margin=margin
        )
        found = blocks.read(body, margin=margin.at(above), media=self.media)
        if values is None:
            return None
        other = values.get("way_round", "")
        if other and "/" not in other:
            values["way_round"] = f"{module}/{other}"
        if sum(values.get("topics", {}).values()) > values["minutes"]:
            margin.at(1).note("“topics” have more minutes than the lesson.")
        if (picture := values.get("short_picture")) and picture not in self.media:
            margin.at(1).note(f"The file media/{picture} is missing.")
        values["adapt"] = blocks.adapt_marks(body)
        its_slug = values.pop("slug", slug)
        return Lesson(path=path, slug=its_slug, blocks=found, **values)

    def _open(self, name: str) -> tuple[Margin, str]:
        margin, file = Margin(self.notebook, name), self.folder / name
        try:
            if file.stat().st_size > LONGEST_FILE:
                margin.note("The file is larger than half a megabyte.")
                return margin, ""
            return margin, file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        except OSError:
            margin.note("The file is missing.")
        except UnicodeDecodeError:
            margin.note("The file is not text in UTF-8.")
        return margin, ""

    def _strangers_in_locale(self) -> None:
        folder = self.folder / "locale"
        if folder.is_dir():
            known = {file.name for file in folder.iterdir() if file.suffix in KNOWN_IN_LOCALE}
            self._strangers(folder, known)

    def _strangers(self, folder: Path, known: set[str]) -> None:
        for entry in sorted(folder.iterdir()):
            if entry.name not in known and not entry.name.startswith("."):
                name = entry.relative_to(self.folder).as_posix()
                self.notebook.note(name, 0, "Nothing in the pack names this; name it or remove it.")
