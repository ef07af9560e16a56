"""Sound and film in a pack: checked with their captions, taken in once, heard in every language."""

import pytest

from courses import packs
from courses.models import LessonPage
from courses.packs import checking
from office.clips import Clip
from tests.courses.packs import small
from tests.office.clips import CAPTIONS, FILM, SMALL_FILM, sound

BLOCKS = """
::: audio #knock file=knock.wav seconds=70
title: Coming in
Somebody knocks, and **waits**.
:::

::: video #way file=way.mp4 small=way-small.mp4
title: The way
A path.
:::
"""
MEDIA = {
    "knock.wav": sound(),
    "way.mp4": FILM,
    "way-small.mp4": SMALL_FILM,
    "way.en.vtt": CAPTIONS.encode(),
    "way.es.vtt": CAPTIONS.encode(),
}


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "store")


@pytest.fixture
def playing(folder):
    small.put(folder, "first/window.md", small.WINDOW + BLOCKS)
    for name, content in MEDIA.items():
        (folder / "media" / name).write_bytes(content)
    return folder


def said(folder):
    return [(each.file, each.line, each.words) for each in packs.check(folder)[1]]


def window(language="en"):
    return LessonPage.objects.get(slug="window", locale__language_code=language)


def test_a_pack_with_sound_and_film_has_no_problems(playing):
    assert checking.look(playing).notebook.problems == []


WRONG = [
    ("file=knock.wav", "file=gone.wav", "media/gone.wav is missing"),
    ("file=knock.wav", "file=way.mp4", "must end with .mp3"),
    ("file=knock.wav", "", "“file=…” is missing"),
    ("small=way-small.mp4", "small=gone.mp4", "media/gone.mp4 is missing"),
    ("seconds=70", "seconds=long", "whole number"),
    ("seconds=70", "loud=yes", "“loud” is not known"),
    ("title: The way\n", "", "“title:” is missing"),
    ("A path.\n", "", "This block has no text"),
]


@pytest.mark.parametrize(("old", "new", "words"), WRONG)
def test_what_is_wrong_is_told_at_the_block(playing, old, new, words):
    small.change(playing, "first/window.md", old, new)
    assert any(words in text and line in (10, 15) for _file, line, text in said(playing))


def test_a_film_needs_captions_in_the_language_of_the_text(playing):
    (playing / "media/way.en.vtt").unlink()
    words = "The film #way has no captions: media/way.en.vtt is missing."
    assert ("first/window.md", 0, words) in said(playing)


FILES = [
    ("way.es.vtt", b"WEBVTT\n\n00:01 --> 00:02\nx", 3, "two times"),
    ("way.es.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n<script>", 4, "bold"),
    ("way.mp4", b"GIF89a", 0, "what its name says"),
    ("knock.wav", b"<html>", 0, "what its name says"),
]


@pytest.mark.parametrize(("name", "content", "line", "words"), FILES)
def test_a_file_that_is_something_else_is_told(playing, name, content, line, words):
    (playing / "media" / name).write_bytes(content)
    told = [text for *where, text in said(playing) if where == [f"media/{name}", line]]
    assert any(words in text for text in told)


def test_a_file_that_is_too_large_is_told(playing, monkeypatch):
    monkeypatch.setattr("courses.packs.clips.LARGEST", 1000)
    assert ("media/way.mp4", 0) in [(file, line) for file, line, _words in said(playing)]


def test_what_no_lesson_plays_is_only_a_warning(playing):
    (playing / "media/other.wav").write_bytes(sound())
    assert [each.is_warning for each in checking.look(playing).notebook.problems] == [True]


def test_its_words_are_for_translators_by_name(playing):
    packs.write_messages(playing)
    text = (playing / "locale/es.po").read_text(encoding="utf-8")
    for context in ("knock.title", "knock.text", "way.title", "way.text"):
        assert f'msgctxt "first/window#{context}"' in text


def test_it_comes_into_the_library_and_plays_in_its_lesson(db, playing):
    packs.load(playing)
    _text, knock, way = window().body
    assert (knock.block_type, knock.value["title"]) == ("audio", "Coming in")
    assert "<b>waits</b>" in knock.value["transcript"].source
    assert (knock.value["clip"].duration, knock.value["clip"].size) == (70, len(sound()))
    film = way.value["clip"]
    assert (film.type, film.size, film.small_size) == ("video", len(FILM), len(SMALL_FILM))
    assert sorted(film.tracks.values_list("language", flat=True)) == ["en", "es"]


def test_a_translation_plays_the_same_clip(db, playing):
    packs.load(small.in_languages(playing, "es"))
    _text, knock, _way = window("es").body
    assert knock.value["title"] == "es Coming in"
    assert knock.value["clip"] == window().body[1].value["clip"]


def test_a_second_import_brings_nothing_new(db, playing):
    packs.load(playing)
    assert set(packs.load(playing).pages.values()) == {"unchanged"}
    assert Clip.objects.count() == 2


def test_new_captions_are_another_clip_and_the_old_one_is_kept(db, playing):
    packs.load(playing)
    before = window().body[2].value["clip"]
    (playing / "media/way.ar.vtt").write_bytes(CAPTIONS.encode())
    assert packs.load(playing).pages["first/window"] == "changed"
    after = window().body[2].value["clip"]
    assert before != after and Clip.objects.filter(pk=before.pk).exists()
    assert sorted(after.tracks.values_list("language", flat=True)) == ["ar", "en", "es"]
