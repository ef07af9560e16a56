"""Sound and film in a lesson: played where the course lets one, with captions and all its words."""

import re
import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.models import LessonPage
from office.clips import Clip, caption, remove_captions
from people.groups import derive_groups
from people.models import Role
from tests.conftest import come_in, person
from tests.courses.builders import lesson_page, question, text, translate
from tests.courses.test_cost import forget, statements
from tests.courses.test_lesson import LESSON, read
from tests.office.clips import CAPTIONS, FILM, SMALL_FILM, make_film, make_sound, sound

IN_ARABIC = LESSON.replace("/en/", "/ar/")


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def publisher(db):
    who = person("pia", Role.CONTENT_EDITOR, Role.PUBLISHER)
    derive_groups(who, who.day())
    return who


@pytest.fixture
def film(db):
    return make_film("ar", "en")


def block(kind, clip, words="<p>Somebody knocks.</p>", title="Coming in"):
    value = {"clip": clip.pk, "title": title, "transcript": words}
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


def put(course, *blocks):
    page = lesson_page(course)
    page.body = [text(), *blocks, question()]
    page.save_revision().publish()
    return page


@pytest.fixture
def shown(course, film):
    return put(course, block("video", film))


# --- what a learner gets


def test_a_film_waits_to_be_started_with_controls_of_the_device(client, ana, shown):
    client.force_login(ana)
    page = read(client)
    player = re.search(r"<video[^>]*>", page)[0]
    assert 'controls preload="none"' in player and 'aria-label="Coming in"' in player
    assert "autoplay" not in page
    assert re.search(r'<source src="/files/[\w-]+/" type="video/mp4" data-whole>', page)
    assert "about 2 minutes" in page


def test_a_sound_is_heard_and_its_words_can_be_read(client, ana, course):
    put(course, block("audio", make_sound()))
    client.force_login(ana)
    page = read(client)
    address = re.search(r'<audio.*?<source src="(/files/[\w-]+/)" type="audio/wav">', page, re.S)[1]
    assert client.get(address).getvalue() == sound()
    assert re.search(r"<details[^>]*>\s*<summary>Read what is said</summary>", page)
    assert '<div lang="en" dir="ltr"><p>Somebody knocks.</p></div>' in page


def test_captions_in_the_readers_language_are_the_first(client, ana, course, shown):
    client.force_login(ana)
    for path, first in ((LESSON, "en"), (IN_ARABIC, "ar")):
        tracks = re.findall(
            r'<track kind="captions" [^>]*srclang="(\w+)"[^>]*>', read(client, path)
        )
        assert tracks[0] == first and sorted(tracks) == ["ar", "en"]
    track = re.search(r"<track [^>]*>", read(client, IN_ARABIC))[0]
    assert 'label="العربية"' in track and track.endswith(" default>")


def test_captions_come_as_captions_from_here(client, ana, shown):
    client.force_login(ana)
    address = re.search(r'<track kind="captions" src="(/files/[\w-]+/)"', read(client))[1]
    answer = client.get(address)
    assert answer.getvalue() == CAPTIONS.encode()
    assert answer["Content-Type"] == "text/vtt" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline")


def test_the_small_file_is_offered_with_its_size(client, ana, shown):
    client.force_login(ana)
    offered = re.findall(r'<a href="(/files/[\w-]+/)" download>([^<]*)</a>', read(client))
    assert [client.get(address).getvalue() for address, _words in offered] == [FILM, SMALL_FILM]
    assert [words for _address, words in offered] == [
        "Keep the file, 2.0\xa0KB",
        "Small file, 212\xa0bytes",
    ]


def test_who_saves_data_is_given_the_small_one(client, ana, shown):
    client.force_login(ana)
    page = client.get(LESSON, headers={"Save-Data": "on"}).content.decode()
    sources = re.findall(r'<source src="(/files/[\w-]+/)"', page)
    assert [client.get(each).getvalue() for each in sources] == [SMALL_FILM]


def test_seeking_asks_for_a_part(client, ana, shown):
    client.force_login(ana)
    address = re.search(r'<source src="(/files/[\w-]+/)"', read(client))[1]
    part = client.get(address, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.getvalue()) == (206, b"ftyp")
    assert part["Cache-Control"].startswith("private")


def test_words_that_nobody_translated_say_whose_language_they_are(client, ana, course, shown):
    translate(course, "ar")
    page = lesson_page(course, language="ar")
    raw = [dict(each) for each in page.body.raw_data]
    raw[1]["value"] = raw[1]["value"] | {"title": "الدخول"}
    page.body = raw
    page.save_revision().publish()
    client.force_login(ana)
    page = read(client, IN_ARABIC)
    assert "الدخول" in page
    assert '<div lang="en" dir="ltr"><p>Somebody knocks.</p></div>' in page


def test_words_that_somebody_translated_are_in_their_language(client, ana, course, shown):
    translate(course, "ar")
    page = lesson_page(course, language="ar")
    raw = [dict(each) for each in page.body.raw_data]
    raw[1]["value"] = raw[1]["value"] | {"transcript": "<p>أحد يطرق.</p>"}
    page.body = raw
    page.save_revision().publish()
    client.force_login(ana)
    assert '<div lang="ar" dir="rtl"><p>أحد يطرق.</p></div>' in read(client, IN_ARABIC)


def test_title_and_words_are_for_translators_and_nothing_else_is(shown):
    from wagtail_localize.segments import StringSegmentValue  # noqa: PLC0415
    from wagtail_localize.segments.extract import extract_segments  # noqa: PLC0415

    where = f"body.{shown.body[1].id}."
    texts = {
        each.path.removeprefix(where): each.string.data
        for each in extract_segments(shown)
        if isinstance(each, StringSegmentValue) and each.path.startswith(where)
    }
    assert texts == {"title": "Coming in", "transcript": "Somebody knocks."}


def test_on_paper_and_in_a_copy_there_are_title_and_words(client, ana, shown):
    client.force_login(ana)
    copy = b"".join(client.get("/en/courses/-/listening/first/take/")).decode()
    assert "Coming in" in copy and "Somebody knocks." in copy
    assert "/files/" not in copy and "Small file" not in copy and "<video" not in copy


# --- who gets it


def test_another_person_meets_no_such_address(client, ana, bo, course, shown):
    client.force_login(ana)
    page = read(client)
    addresses = set(re.findall(r"/files/[\w-]+/", page))
    assert len(addresses) == 4  # film, small film, two captions
    type(course).objects.update(audience="assigned")
    for who in (ana, bo, None):
        client.logout()
        if who:
            come_in(client, who)
        assert {client.get(each, follow=True).status_code for each in addresses} == {404}


def test_the_library_is_heard_by_who_may_change_it_only(client, ana, kit, publisher, shown, film):
    where = [f"/cms/clips/{film.pk}/{which}/" for which in ("file", "small_file", "ar")]
    come_in(client, publisher)
    assert [client.get(each).status_code for each in where] == [200, 200, 200]
    assert client.get(f"/cms/clips/{film.pk}/fr/").status_code == 404
    for who in (ana, kit):
        come_in(client, who)
        assert {client.get(each).status_code for each in where} == {404}
    assert film.file.url == where[0]


def test_no_address_leads_to_the_store(client, publisher, film):
    come_in(client, publisher)
    answer = client.get(f"/cms/media/{film.file.name}", follow=True)
    assert answer.status_code == 404


# --- what it costs


def test_clips_cost_no_query_warm_and_few_cold(client, ana, on_it, course, film):
    blocks = [block("video", film) for _n in range(4)] + [block("audio", make_sound())] * 3
    put(course, *blocks)
    client.force_login(ana)
    forget()
    assert len(statements(lambda: client.get(LESSON))) <= 12
    assert len(statements(lambda: client.get(LESSON))) <= 6


# --- what changes in the library


def test_new_captions_are_there_at_once(client, ana, shown, film):
    client.force_login(ana)
    assert 'srclang="fr"' not in read(client)
    caption(film, "fr", ContentFile(CAPTIONS.encode(), "fr.vtt"))
    assert 'srclang="fr"' in read(client)
    remove_captions(film, "fr")
    assert 'srclang="fr"' not in read(client)


def test_a_new_file_takes_the_place_of_the_old_one(client, ana, shown, film):
    client.force_login(ana)
    before = re.search(r'<source src="(/files/[\w-]+/)"', read(client))[1]
    film.file = ContentFile(FILM + b"more", "door.mp4")
    film.save()
    after = re.search(r'<source src="(/files/[\w-]+/)"', read(client))[1]
    assert before != after and client.get(before).status_code == 404
    assert client.get(after).getvalue() == FILM + b"more"


def test_a_clip_that_was_removed_leaves_its_title_and_its_words(client, ana, shown, film):
    client.force_login(ana)
    read(client)
    film.delete()
    page = read(client)
    assert "<video" not in page and "Coming in" in page
    assert re.search(r"<details[^>]* open>", page) and "Somebody knocks." in page


def test_whoever_deletes_a_clip_is_told_where_it_plays(client, publisher, shown, film):
    come_in(client, publisher)
    page = client.get(f"/cms/media/delete/{film.pk}/").content.decode()
    assert "1 page plays this" in page and "Lesson 1 title" in page


# --- before publishing


@pytest.fixture
def form(course, publisher):
    def form(kind, clip, *, words="<p>x</p>", page=None, draft=False):
        page = page or lesson_page(course)
        sent = {
            "title": "A", "slug": "l1", "minutes": "5", "topics-count": "0",
            "body-count": "1", "body-0-deleted": "",
            "body-0-order": "0", "body-0-type": kind, "body-0-id": "", "body-0-value-title": "T",
            "body-0-value-clip": clip.pk, "body-0-value-transcript": _as_draftail(words),
        }  # fmt: skip
        made = page.get_edit_handler().get_form_class()(
            sent, instance=page, parent_page=page.get_parent(), for_user=publisher
        )
        if draft:
            made.defer_required_fields()
        made.full_clean()
        return made

    return form


def _as_draftail(html):
    if not html:
        return "null"  # what the editor sends of an empty field
    from wagtail.admin.rich_text.converters.contentstate import (  # noqa: PLC0415
        ContentstateConverter,
    )

    return ContentstateConverter(["bold"]).from_database_format(html)


def refused(form):
    """The fields of the first block with an error."""
    errors = form.errors.as_data().get("body", [])
    return set(errors[0].block_errors[0].block_errors) if errors else set()


@pytest.mark.parametrize("kind", ["audio", "video"])
def test_without_its_words_nothing_is_published(form, film, kind):
    clip = film if kind == "video" else make_sound()
    assert refused(form(kind, clip, words="")) == {"transcript"}
    assert refused(form(kind, clip)) == set()
    assert refused(form(kind, clip, words="", draft=True)) == set()


def test_without_captions_in_its_language_no_film_is_published(form):
    film = make_film("ar")
    assert refused(form("video", film)) == {"clip"}
    assert refused(form("video", film, draft=True)) == set()
    caption(film, "en", ContentFile(CAPTIONS.encode(), "en.vtt"))
    assert refused(form("video", film)) == set()


def test_a_sound_needs_no_captions(form):
    assert refused(form("audio", make_sound())) == set()


def test_a_translation_may_fall_back_to_other_captions(form, course, shown):
    translate(course, "ar")
    page = lesson_page(course, language="ar")
    assert refused(form("video", make_film("en"), page=page)) == set()
    assert refused(form("video", make_film(), page=page)) == {"clip"}


# --- the library


def upload(kind="audio", **files):
    captions = files.pop("captions", "")
    sent = {"title": "A clip", "collection": "1", "duration": "", "tags": ""}
    sent |= {name: SimpleUploadedFile(*file) for name, file in files.items()}
    if captions:
        sent["captions_en"] = SimpleUploadedFile("x.vtt", captions.encode())
    return f"/cms/media/{kind}/add/", sent


def test_an_editor_adds_a_film_with_its_small_file_and_captions(client, publisher):
    come_in(client, publisher)
    where, sent = upload(
        "video", file=("a.mp4", FILM), small_file=("s.mp4", SMALL_FILM), captions=CAPTIONS
    )
    assert client.get(where).status_code == 200
    assert client.post(where, sent).status_code == 302
    clip = Clip.objects.get()
    assert (clip.size, clip.small_size) == (len(FILM), len(SMALL_FILM))
    assert [track.language for track in clip.tracks.all()] == ["en"]
    page = client.get(f"/cms/media/edit/{clip.pk}/").content.decode()
    assert f"/cms/clips/{clip.pk}/en/" in page and "/media/clips/" not in page


def test_an_editor_takes_captions_away(client, publisher, film):
    come_in(client, publisher)
    sent = {"title": "A door", "collection": "1", "captions_ar-clear": "on"}
    assert client.post(f"/cms/media/edit/{film.pk}/", sent).status_code == 302
    assert [track.language for track in film.tracks.all()] == ["en"]


@pytest.mark.parametrize(
    ("kind", "files", "words"),
    [
        ("audio", {"file": ("a.html", b"<b>")}, "MP3"),
        ("audio", {"file": ("a.mp3", b"<b>no sound</b>")}, "MP3"),
        ("video", {"file": ("a.mp3", b"ID3")}, "MP4"),
        ("video", {"file": ("a.mp4", b"GIF89a")}, "MP4"),
        ("audio", {"file": ("a.wav", sound()), "captions": "Hello"}, "WEBVTT"),
        ("audio", {"file": ("a.wav", sound()), "small_file": ("b.wav", sound(2))}, "smaller one"),
    ],
)
def test_what_cannot_be_played_is_refused_in_words(client, publisher, kind, files, words):
    come_in(client, publisher)
    where, sent = upload(kind, **files)
    assert words in client.post(where, sent).content.decode()
    assert not Clip.objects.exists()


def test_who_edits_no_pages_has_no_library(client, kit, ana):
    for who in (kit, ana):
        come_in(client, who)
        assert client.get("/cms/media/").status_code in (302, 404)


def test_nothing_of_a_clip_is_left_behind(film, own_store, django_capture_on_commit_callbacks):
    assert len([each for each in own_store.rglob("*") if each.is_file()]) == 4
    with django_capture_on_commit_callbacks(execute=True):
        film.delete()
    assert not [each for each in own_store.rglob("*") if each.is_file()]


def test_the_preview_of_a_draft_plays_it(client, publisher, course, film):
    page = lesson_page(course)
    page.body = [block("video", film)]
    page.save_revision()
    come_in(client, publisher)
    shown = client.get(f"/cms/pages/{page.pk}/view_draft/").content.decode()
    assert "<video" in shown and LessonPage.objects.get(pk=page.pk).body.raw_data != page.body
