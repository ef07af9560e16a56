"""Topics and pathways that travel beside the packs."""

import pytest
from django.conf import settings

from courses import packs
from courses.models import Pathway, Topic
from tests.courses.builders import make_course

LIST = """format: mainstay-lists/1
topics:
  ethics: {en: Ethics, es: Ética}
pathways:
  - slug: start
    roles: [trainee]
    title: {en: Start}
    courses: [one, two]
"""


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "lists.yaml"
    file.write_text(LIST, encoding="utf-8")
    return file


def test_those_that_ship_are_sound_and_name_every_topic_of_a_lesson():
    content = settings.ROOT / "content"
    assert packs.check(content / "lists.yaml")[1] == []
    known = (content / "lists.yaml").read_text(encoding="utf-8")
    for lesson in content.glob("*/*/*.md"):
        for line in lesson.read_text(encoding="utf-8").split("\n")[:5]:
            if line.startswith("topics: {"):
                codes = [pair.split(":")[0].strip() for pair in line[9:-1].split(",")]
                assert all(f"  {code}:\n" in known for code in codes)


def test_what_is_missing_is_made(db, file):
    courses = [make_course(slug, lessons=1) for slug in ("one", "two")]
    packs.load(file)
    assert Topic.objects.get().names == {"en": "Ethics", "es": "Ética"}
    path = Pathway.objects.get()
    assert path.keys == [str(each.translation_key) for each in courses]
    assert not packs.load(file).has_changes


def test_a_pathway_waits_for_its_courses(db, file):
    make_course("one", lessons=1)
    assert packs.load(file).remarks == ["“start” waits for two."]
    assert not Pathway.objects.exists()


def test_what_an_editor_changed_stays(db, file):
    Topic.objects.create(code="ethics", names={"en": "Good practice"})
    packs.load(file)
    assert Topic.objects.get().names == {"en": "Good practice"}


BROKEN = [
    ("mainstay-lists/1", "other", "must be YAML"),
    ("topics:", "topic:", "Known are"),
    ("{en: Ethics, es: Ética}", "Ethics", "name by language"),
    ("slug: start", "slug: survivors", "tells others too much"),
    ("slug: start", "slug: Not one", "A pathway has"),
    ("[trainee]", "[owner]", "a role that is not one of"),
    ("[one, two]", "one", "name its courses"),
    ("{en: Start}", "Start", "title and summary by language"),
]


@pytest.mark.parametrize(("old", "new", "words"), BROKEN)
def test_a_broken_list_is_told_in_words_and_refused(db, file, old, new, words):
    file.write_text(LIST.replace(old, new), encoding="utf-8")
    assert any(words in problem.words for problem in packs.check(file)[1])
    with pytest.raises(packs.PackRefused):
        packs.load(file)
    assert not Topic.objects.exists()
