"""A second course from one that is here, in all its languages: given out as a pack, taken in anew.

Wagtail copies the pages of one language, and its copy knows nothing of the translators' texts.
"""

import re
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from courses.models import Course
from courses.packs import exporting, taking_in

LONGEST_SLUG = 80


def duplicate(course: Course, *, may_bring_libraries: bool = False) -> UUID:
    """The key of the new course: a draft, for those who are put on it. Raises PackRefused."""
    key = uuid4()
    with TemporaryDirectory(prefix="pack-") as place:
        folder = Path(place) / "copy"
        exporting.export(course, folder)
        file = folder / "course.md"
        text = _with(file.read_text(encoding="utf-8"), "key", str(key))
        file.write_text(_with(text, "slug", _free_slug(course.slug)), encoding="utf-8")
        taking_in.load(folder, as_draft=True, may_bring_libraries=may_bring_libraries)
    return key


def _with(text: str, name: str, value: str) -> str:
    """The first such line stands in the front matter."""
    return re.sub(rf"^{name}: .*$", f"{name}: {value}", text, count=1, flags=re.MULTILINE)


def _free_slug(slug: str) -> str:
    stem = slug[: LONGEST_SLUG - 4].rstrip("-")
    taken = set(Course.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(free for n in count(2) if (free := f"{stem}-{n}") not in taken)
