"""A pack as text in its canonical form: what `export` writes and `fmt` brings a folder to.

Written from what was read, and read back it is the same: so what an editor made here, and what a
pack says, can be compared as text.
"""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import yaml

from courses.packs import blocks, front
from courses.packs.activities import Played
from courses.packs.clips import Clip
from courses.packs.marking import to_markdown
from courses.packs.questions import PAIR, Asked, Row
from courses.packs.source import GUIDE, Lesson, Module, Pack
from courses.packs.words import Written

Naming = Callable[[str], str]  # of a file of media/
COURSE = (*front.COURSE, *front.COURSE_MAY)
MODULE = (*front.MODULE, *front.MODULE_MAY)
LESSON = (*front.LESSON, *front.LESSON_MAY)
OF_A_SET = (("draw", "draw"), ("pass", "pass_mark"), ("tries", "sittings"))


def files(pack: Pack) -> Iterator[tuple[str, str]]:
    """Name and text of each file in Markdown, in the order of the pack."""
    yield "course.md", course(pack)
    if pack.guide:
        yield GUIDE, f"{to_markdown(pack.guide)}\n"
    for module in pack.modules:
        yield f"{module.path}/module.md", module_file(module)
        for lesson in module.lessons:
            yield f"{lesson.path}.md", lesson_file(lesson)


def course(pack: Pack) -> str:
    values = course_values(pack)
    intro = to_markdown(pack.intro)
    return _file(values, [intro] if intro else [])


def module_file(module: Module) -> str:
    return _file(module_values(module), _blocks(module.bank, module.adapt))


def lesson_file(lesson: Lesson) -> str:
    return _file(lesson_values(lesson), _blocks(lesson.blocks, lesson.adapt))


# --- front matter
def course_values(pack: Pack) -> dict:
    needed = {group: many for group, many in sorted(pack.needed.items()) if many != 1}
    said = {"format": front.FORMAT, "key": str(pack.key), "needed": needed}
    said["modules"] = [module.path for module in pack.modules]
    return _values(pack, front.COURSE, front.COURSE_MAY, said)


def module_values(module: Module) -> dict:
    said = {"lessons": [PurePosixPath(lesson.path).name for lesson in module.lessons]}
    return _values(module, front.MODULE, front.MODULE_MAY, said | _own_slug(module))


def lesson_values(lesson: Lesson) -> dict:
    return _values(
        lesson, front.LESSON, front.LESSON_MAY, {"way_round": _near(lesson)} | _own_slug(lesson)
    )


def _values(piece: Pack | Module | Lesson, always, may, said: dict) -> dict:
    """What is said, in the order of the format; what is not said is left out."""
    found = {name: said[name] if name in said else getattr(piece, name) for name in (*always, *may)}
    return {name: value for name, value in found.items() if value or name in always}


def _own_slug(piece: Module | Lesson) -> dict:
    return {"slug": "" if piece.slug == PurePosixPath(piece.path).name else piece.slug}


def _near(lesson: Lesson) -> str:
    return lesson.way_round.removeprefix(f"{PurePosixPath(lesson.path).parent}/")


def _file(values: dict, parts: list[str]) -> str:
    head = "\n".join(["---", *(_line(name, value) for name, value in values.items()), "---"])
    return "\n\n".join([head, *parts]) + "\n"


def _line(name: str, value) -> str:
    return f"{name}: {as_yaml(value)}"


def as_yaml(value) -> str:
    """A value on one line, in quotation marks where it would be read as something else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_yaml_inside(each) for each in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {many}' for key, many in value.items())}}}"
    return _plain(value) if isinstance(value, str) else str(value)


def _yaml_inside(text: str) -> str:
    return _quoted(text) if set(text) & set(",[]{}") else _plain(text)


def _plain(text: str) -> str:
    try:
        is_same = yaml.safe_load(f"a: {text}") == {"a": text}
    except (yaml.YAMLError, ValueError):
        is_same = False
    return text if is_same and "\n" not in text and text == text.strip() else _quoted(text)


def _quoted(text: str) -> str:
    return yaml.safe_dump(text, allow_unicode=True, default_style='"', width=10**9).rstrip("\n")


# --- blocks
def _blocks(its, adapt: dict[str, str]) -> list[str]:
    return [block(each, adapt=adapt.get(each.anchor, "")) for each in its]


def block(each: blocks.Block, naming: Naming = str, adapt: str = "") -> str:
    """One block from `:::` to `:::`."""
    if isinstance(each, blocks.Noted):
        return _noted(each, naming, adapt)
    kind, values, rows = _said(each, naming)
    values = [*values, ("adapt", adapt)]
    marks = "".join(f" {name}={value}" for name, value in values if value not in ("", None))
    return "\n".join([f"::: {kind} #{each.anchor}{marks}", *filter(None, rows), ":::"])


def _noted(each: blocks.Noted, naming: Naming, adapt: str) -> str:
    mark = f" adapt={adapt}" if adapt else ""
    head = f":::: noted #{each.anchor}{mark}\nnote: {each.note}"
    sides = [[block(part, naming) for part in side] for side in (each.parts, each.instead)]
    return "\n\n".join([head, *sides[0], ":::: instead", *sides[1]]) + "\n::::"


def _said(each: blocks.Block, naming: Naming):
    match each:
        case blocks.Text():
            return "text", [], [to_markdown(each.text)]
        case blocks.Callout():
            rows = [_named("title", each.title), to_markdown(each.text)]
            return "callout", [("tone", each.tone)], rows
        case blocks.Image():
            decorates = ("decorative", "yes" if each.is_decorative else "")
            rows = [_named("alt", each.alt), _named("caption", each.caption)]
            return "image", [("file", naming(each.file)), decorates], rows
        case Clip():
            small = ("small", naming(each.small) if each.small else "")
            values = [("file", naming(each.file)), small, ("seconds", each.seconds or "")]
            return each.kind, values, [_named("title", each.title), to_markdown(each.text)]
        case Played():
            values = [
                ("own", each.own),
                ("file", naming(each.file) if each.file else ""),
                ("rule", each.rule),
                ("percent", each.percent),
                ("language", each.language),
            ]
            return "activity", values, [_named("title", each.title), to_markdown(each.text)]
        case Written():
            return _written(each, naming)
        case Asked():
            return each.kind, *ASKED[each.kind](each)
    raise ValueError(each)


def _named(name: str, value: str) -> str:
    return f"{name}: {value}" if value else ""


def _written(each: Written, naming: Naming):
    values: list[tuple[str, object]] = []
    if each.kind == "heading":
        at = each.facts["anchor"]
        values = [("level", "3" if each.facts["level"] == "3" else "")]
        values += [("at", at if at != each.anchor else "")]
    if each.kind in ("figure", "download"):
        values = [("file", naming(each.file) if each.file else "")]
        values += [("drawing", each.facts.get("drawing"))]
    if each.kind == "quotation":
        values = [("link", each.facts.get("link"))]
    rows = [_named(name, text) for name, text in each.texts.items() if name != "text"]
    rows.append(to_markdown(each.texts.get("text", "")))
    rows += [_item(label, label.texts["label"]) for label in each.below.get("labels", ())]
    return each.kind, values, rows


def _item(row: Row, text: str) -> str:
    return f"- #{row.anchor} {text}"


def _apart(prompt: str, rows: list[str]) -> list[str]:
    """A list stands below an empty line; without a prompt there is none."""
    return [f"{prompt}\n\n" + "\n".join(rows) if prompt and rows else prompt or "\n".join(rows)]


def _options(rows: tuple[Row, ...], leads: dict[int, str] | None = None) -> list[str]:
    out = []
    for row in rows:
        out.append(
            f"- [{'x' if row.facts.get('is_right') else ' '}] #{row.anchor} {row.texts['text']}"
        )
        if row.texts.get("feedback"):
            out.append(f"  > {row.texts['feedback']}")
        if leads and row.facts.get("leads_to"):
            out.append(f"  -> #{leads[row.facts['leads_to']]}")
    return out


def _choices(each: Asked):
    return [], _apart(to_markdown(each.texts["prompt"]), _options(each.below["options"]))


def _true_false(each: Asked):
    said = [_named(name, each.texts[name]) for name in ("said_true", "said_false")]
    is_true = "true" if each.facts["is_true"] else "false"
    return [("is", is_true)], [*said, to_markdown(each.texts["prompt"])]


def _matching(each: Asked):
    pairs = [
        _item(row, PAIR.join((row.texts["left"], row.texts["right"])))
        for row in each.below["pairs"]
    ]
    others = [_item(row, f"= {row.texts['text']}") for row in each.below["others"]]
    after = [_named("after", each.texts["after"])]
    return [], after + _apart(to_markdown(each.texts["prompt"]), pairs + others)


def _ordering(each: Asked):
    items = [_item(row, row.texts["text"]) for row in each.below["items"]]
    after = [_named("after", each.texts["after"])]
    return [], after + _apart(to_markdown(each.texts["prompt"]), items)


def _scale(each: Asked):
    items = [_item(row, row.texts["text"]) for row in each.below["statements"]]
    return [], _apart(to_markdown(each.texts["prompt"]), items)


def _scenario(each: Asked):
    steps = each.below["steps"]
    leads = {number: step.anchor for number, step in enumerate(steps, start=1)}
    rows = [to_markdown(each.texts["prompt"])]
    for step in steps:
        said = _apart(to_markdown(step.texts["happens"]), _options(step.below["choices"], leads))
        rows.append("\n".join(["", f"## #{step.anchor}", *said]))
    return [], rows


def _set(each: Asked):
    values = [(name, each.facts.get(fact)) for name, fact in OF_A_SET]
    return values, [_named("title", each.texts["title"])]


def _checklist(each: Asked):
    return [], [
        _named("title", each.texts["title"]),
        *(_item(r, r.texts["text"]) for r in each.below["items"]),
    ]


def _pause(each: Asked):
    steps = [_item(row, row.texts["text"]) for row in each.below["steps"]]
    values = [("exercise", each.facts["exercise"])]
    return values, [
        _named("title", each.texts["title"]),
        *_apart(to_markdown(each.texts["text"]), steps),
    ]


def _reflection(each: Asked):
    return [], [to_markdown(each.texts["prompt"])]


def _survey(each: Asked):
    statements = [_item(row, row.texts["text"]) for row in each.below["statements"]]
    values = [("words", "" if each.facts["asks_words"] else "no")]
    return values, _apart(to_markdown(each.texts["prompt"]), statements)


ASKED = {
    "question": _choices,
    "several": _choices,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "scale": _scale,
    "scenario": _scenario,
    "question_set": _set,
    "checklist": _checklist,
    "pause": _pause,
    "reflection": _reflection,
    "survey": _survey,
}
