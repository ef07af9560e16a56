"""Whether the equal way round that a lesson of a pack names is one."""

from collections.abc import Iterable, Iterator

from courses.packs.problems import Margin, Notebook
from courses.packs.questions import Asked

SET = "question_set"
NEVER_MARKED = "scale"


def check(modules: Iterable, notebook: Notebook) -> None:
    """Note what is wrong with the ways of these modules' lessons."""
    lessons = {lesson.path: (lesson, module) for module in modules for lesson in module.lessons}
    for path, (lesson, module) in lessons.items():
        if lesson.way_round:
            for words in _trouble(lesson, module, lessons):
                Margin(notebook, f"{path}.md", 1).note(words)


def _trouble(lesson, module, lessons) -> Iterator[str]:
    if not lesson.note:
        yield "A lesson with “way_round” says in “note” what it contains."
    if lesson.only_way_round:
        yield "A lesson that is only another way has none itself."
    if lesson.way_round == lesson.path or lesson.way_round not in lessons:
        yield f"“way_round” must be another lesson of this pack, not “{lesson.way_round}”."
        return
    other, its_module = lessons[lesson.way_round]
    if other.note:
        yield f"“{other.path}” has a note itself, so it is no way round."
    if _is_marked(lesson, module) and not _is_marked(other, its_module):
        yield f"This lesson is marked, so “{other.path}” must be marked, too."


def _is_marked(lesson, module) -> bool:
    kinds = {block.kind for block in lesson.blocks if isinstance(block, Asked)}
    return bool(kinds - {SET, NEVER_MARKED}) or (SET in kinds and bool(module.bank))
