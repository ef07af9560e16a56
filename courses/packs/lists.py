"""Topics and pathways as files that travel: `*.yaml` beside the packs (docs/packs.md).

Only what is missing is made; what editors changed here stays theirs. A pathway waits until all its
courses are here.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from courses.models import Course, Pathway, Topic
from courses.packs.front import LANGUAGE, is_slug
from courses.packs.loaded import NEW, SAME, Loaded
from courses.packs.problems import Notebook, PackRefused, Problem
from office.neutral import telling_word_in
from people.api import Role

FORMAT = "mainstay-lists/1"
TOP = {"format", "topics", "pathways"}
OF_PATHWAY = {"slug", "roles", "title", "summary", "courses"}
Tell = Callable[[str], object]


def is_list(path: Path) -> bool:
    return path.suffix == ".yaml"


def check(path: Path) -> tuple[str, list[Problem]]:
    """As `checking.check` of a pack; these files are short, so no line is named."""
    notebook = Notebook()
    for words in _wrong(_read(path)):
        notebook.note(path.name, 0, words)
    return path.stem, notebook.problems


def load(path: Path, *, tell: Tell = lambda line: None) -> Loaded:
    """Make the topics and pathways that are missing here. Raises PackRefused."""
    values = _read(path)
    wrong = [Problem(path.name, 0, words) for words in _wrong(values)]
    if wrong:
        raise PackRefused(f"{path.name} can’t be used: {wrong[0].words}", wrong)
    done = Loaded(path.name, path.stem)
    for code, names in values.get("topics", {}).items():
        _, is_new = Topic.objects.get_or_create(code=code, defaults={"names": names})
        done.pages[code] = NEW if is_new else SAME
    for each in values.get("pathways", []):
        _pathway(each, done)
    for slug, what in done.pages.items():
        if what == NEW:
            tell(f"  {slug}: {what}")
    return done


def _pathway(each: dict, done: Loaded) -> None:
    keys = dict(Course.objects.values_list("slug", "translation_key"))
    missing = [slug for slug in each["courses"] if slug not in keys]
    if missing:
        done.remarks.append(f"“{each['slug']}” waits for {', '.join(missing)}.")
        return
    steps = [{"type": "course", "value": str(keys[slug])} for slug in each["courses"]]
    words = {"titles": each["title"], "summaries": each.get("summary", {})}
    more = {**words, "roles": each.get("roles", []), "steps": steps}
    _, is_new = Pathway.objects.get_or_create(slug=each["slug"], defaults=more)
    done.pages[each["slug"]] = NEW if is_new else SAME


def _read(path: Path) -> object:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return None


def _wrong(values: object) -> Iterator[str]:
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        yield f"The file must be YAML and begin with “format: {FORMAT}”."
        return
    if set(values) - TOP:
        yield f"Known are {', '.join(sorted(TOP))}."
    topics, pathways = values.get("topics", {}), values.get("pathways", [])
    if not isinstance(topics, dict) or not isinstance(pathways, list):
        yield "“topics” are lines of “code: names”, and “pathways” is a list."
        return
    for code, names in topics.items():
        if not is_slug(code) or not _are_words(names):
            yield f"The topic “{code}” must give its name by language, as in {{en: Ethics}}."
    for each in pathways:
        yield from _wrong_pathway(each)


def _wrong_pathway(each: object) -> Iterator[str]:
    if not isinstance(each, dict) or not is_slug(each.get("slug")) or set(each) - OF_PATHWAY:
        yield f"A pathway has {', '.join(sorted(OF_PATHWAY))}."
        return
    slug, courses = each["slug"], each.get("courses")
    if telling_word_in(slug):
        yield f"“{slug}” tells others too much; choose another word."
    if not _are_words(each.get("title")) or not _are_words(each.get("summary", {"en": "-"})):
        yield f"“{slug}” must give title and summary by language, as in {{en: First weeks}}."
    if not isinstance(courses, list) or not courses or not all(is_slug(x) for x in courses):
        yield f"“{slug}” must name its courses, as in [one, two]."
    if not set(each.get("roles", [])) <= set(Role.values):
        yield f"“{slug}” has a role that is not one of {', '.join(Role.values)}."


def _are_words(names: object) -> bool:
    return (
        isinstance(names, dict)
        and bool(names)
        and all(isinstance(code, str) and LANGUAGE.match(code) for code in names)
        and all(isinstance(words, str) and 0 < len(words) <= 300 for words in names.values())
    )
