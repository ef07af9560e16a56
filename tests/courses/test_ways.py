"""Read it my way: what the bar offers, the short version, the recording, the file to take along."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses import recording_desk
from courses.models import CoursePage, LessonPage, LessonReply, Recording
from courses.prose import scope_of
from courses.publishing import renew
from courses.ways.plain import plain
from office.files import address_of
from office.neutral import telling_word_in
from people.groups import derive_groups
from people.models import Role
from tests.conftest import come_in, person
from tests.courses.builders import lesson_page, question, text, translate
from tests.courses.test_cost import forget, statements
from tests.courses.test_lesson import LESSON, read

TAKE = "/en/courses/-/listening/first/take/"

NO_ROWS = {"body-count": "0", "topics-count": "0"}


@pytest.fixture
def publisher(db):
    who = person("pia", Role.CONTENT_EDITOR, Role.PUBLISHER)
    derive_groups(who, who.day())
    return who


@pytest.fixture
def in_short(course):
    page = lesson_page(course)
    page.short_text = "One. Two. Three."
    page.save_revision().publish()
    return page


@pytest.fixture
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def recorded(course, own_store):
    recording = Recording(page=lesson_page(course), file=SimpleUploadedFile("a.mp3", b"0123456789"))
    recording_desk.keep(recording)
    return recording


def taken(client, path=TAKE):
    response = client.get(path)
    assert response.status_code == 200
    return b"".join(response).decode()


# --- in short


def test_the_short_version_is_a_plain_link_with_a_way_back(client, ana, in_short):
    client.force_login(ana)
    assert f'href="{LESSON}?short=1"' in read(client)
    page = read(client, f"{LESSON}?short=1")
    assert "One. Two. Three." in page and f'href="{LESSON}"' in page
    assert "Words of lesson 1." not in page


def test_a_lesson_without_one_offers_none_and_shows_itself(client, ana, course):
    client.force_login(ana)
    assert "short=1" not in read(client)
    assert "Words of lesson 1." in read(client, f"{LESSON}?short=1")


def test_its_picture_has_words(client, ana, in_short, picture):
    in_short.short_picture, in_short.short_alt = picture, "A door."
    in_short.save_revision().publish()
    client.force_login(ana)
    page = read(client, f"{LESSON}?short=1")
    address = re.search(r'src="(/files/[\w-]+/)" alt="A door\."', page)[1]
    assert client.get(address).status_code == 200


def test_a_short_version_that_nobody_translated_says_whose_language_it_is(
    client, ana, in_short, course
):
    translate(course, "ar")
    client.force_login(ana)
    page = read(client, f"{LESSON.replace('/en/', '/ar/')}?short=1")
    assert re.search(r'<div class="prose" lang="en" dir="ltr">', page)


@pytest.fixture
def form(course, publisher):
    def form(**values):
        page = lesson_page(course)
        kind = page.get_edit_handler().get_form_class()
        sent = {"title": "A", "slug": "l1", "minutes": "5", **NO_ROWS, **values}
        form = kind(sent, instance=page, parent_page=page.get_parent(), for_user=publisher)
        form.is_valid()
        return form

    return form


def test_a_plain_course_needs_it_before_a_lesson_is_published(form, course):
    assert "short_text" not in form().errors
    CoursePage.objects.update(is_plain=True)
    assert {"short_text", "short_picture"} <= form().errors.keys()


def test_a_draft_of_a_plain_course_may_wait(form, course):
    CoursePage.objects.update(is_plain=True)
    drafted = form()
    drafted.defer_required_fields()
    drafted.full_clean()
    assert "short_text" not in drafted.errors


@pytest.mark.parametrize("words", ["One. Two! Three? Four.", "١؟ ٢؟ ٣؟ ٤."])
def test_four_sentences_are_not_short(form, words):
    assert "short_text" in form(short_text=words).errors


# --- listening


def test_a_recording_is_heard_in_parts_by_who_may_read_the_course(client, ana, course, recorded):
    client.force_login(ana)
    address = re.search(r'<source src="(/files/[\w-]+/)" type="audio/mpeg">', read(client))[1]
    part = client.get(address, headers={"Range": "bytes=2-4"})
    assert part.status_code == 206 and b"".join(part) == b"234"
    client.logout()
    assert client.get(address).status_code == 404


def test_a_recording_belongs_to_one_language(client, ana, course, recorded):
    translate(course, "ar")
    client.force_login(ana)
    assert "<audio" not in read(client, LESSON.replace("/en/", "/ar/"))


def test_a_new_recording_takes_the_place_of_the_old_one(client, ana, course, recorded):
    client.force_login(ana)
    before = re.search(r"/files/[\w-]+/", read(client))[0]
    recorded.file = SimpleUploadedFile("b.mp3", b"other")
    recording_desk.keep(recorded)
    assert before not in read(client) and client.get(before).status_code == 404


def test_who_publishes_a_lesson_gives_it_a_voice(client, publisher, course, own_store):
    page = lesson_page(course)
    come_in(client, publisher)
    where = f"/cms/lessons/{page.pk}/recording/"
    assert client.get(where).status_code == 200
    client.post(where, {"file": SimpleUploadedFile("a.ogg", b"sound")})
    assert Recording.objects.get().page_id == page.pk
    assert "/files/" in client.get(where).content.decode()
    client.post(where, {"remove": "1"})
    assert not Recording.objects.exists()


def test_what_is_no_sound_is_refused_in_words(client, publisher, course, own_store):
    come_in(client, publisher)
    where = f"/cms/lessons/{lesson_page(course).pk}/recording/"
    response = client.post(where, {"file": SimpleUploadedFile("a.html", b"<b>")})
    assert response.status_code == 422 and "MP3" in response.content.decode()


def test_a_learner_has_no_such_desk(client, ana, course):
    client.force_login(ana)
    where = f"/cms/lessons/{lesson_page(course).pk}/recording/"
    assert client.get(where).status_code == 404


# --- taking it along


def test_the_file_tells_nothing_by_its_name_or_title(client, ana, course):
    client.force_login(ana)
    response = client.get(TAKE)
    assert response["Content-Disposition"] == 'attachment; filename="part-1.html"'
    assert "no-store" in response["Cache-Control"]
    title = re.search(r"<title>(.*)</title>", b"".join(response).decode())[1]
    assert title and not telling_word_in(title) and "First steps" not in title


def test_it_holds_every_lesson_and_says_how_to_throw_it_away(client, ana, course):
    client.force_login(ana)
    file = taken(client)
    assert "Words of lesson 1." in file and "Words of lesson 2." in file
    assert "delete this file" in file and "can read it" in file


def test_questions_are_in_it_without_a_right_answer(client, ana, course, on_it):
    client.force_login(ana)
    file = taken(client)
    assert "Question 1?" in file and "<li>Offering a choice</li>" in file
    assert "On Offering a choice." not in file and "is_right" not in file
    assert not re.search(r"<(script|form|input|button|link|iframe)", file)


def test_it_is_in_the_learners_language_and_says_what_is_not(client, ana, course):
    client.force_login(ana)
    file = taken(client, TAKE.replace("/en/", "/ar/"))
    assert '<html lang="ar" dir="rtl">' in file
    assert '<div lang="en" dir="ltr">' in file and '<h2 lang="en"' in file


def test_pictures_travel_inside_it_and_a_large_one_leaves_its_words(
    client, ana, course, picture, monkeypatch
):
    page = lesson_page(course)
    image = {"type": "image", "value": {"image": picture.pk, "alt": "A door.", "caption": ""}}
    page.body = [text(), image, question()]
    page.save_revision().publish()
    client.force_login(ana)
    file = taken(client)
    assert 'src="data:image/svg+xml;base64,' in file and "/files/" not in file
    monkeypatch.setattr("courses.ways.taking_along.LARGEST_PICTURE", 10)
    file = taken(client)
    assert "data:image" not in file.replace("img-src data:", "") and "Picture: A door." in file


def test_a_file_of_another_course_is_not_put_into_it(client, ana, course, picture):
    address = address_of(picture.file.name, scope=scope_of("other"), content_type="image/svg+xml")
    page = lesson_page(course)
    LessonPage.objects.filter(pk=page.pk).update(
        body=[text(f'<p><img src="/files/{address.pk}/" alt="x"></p>')]
    )
    client.force_login(ana)
    assert "base64" not in taken(client)


def test_who_may_not_read_the_course_may_not_take_it_along(client, course):
    assert client.get(TAKE).status_code == 404


def test_it_costs_the_same_for_one_lesson_and_eight(client, ana, course, make_longer):
    client.force_login(ana)
    costs = []
    for path in (TAKE, make_longer):
        taken(client, path)
        costs.append(len(statements(lambda path=path: taken(client, path))))
    assert costs[0] == costs[1] <= 5


@pytest.fixture
def make_longer(course):
    from tests.courses.builders import make_course  # noqa: PLC0415

    make_course("longer", lessons=8)
    return TAKE.replace("listening", "longer")


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p onclick='x()'>a</p>", "<p>a</p>"),
        ("<script>alert(1)</script>b", "b"),
        ("<svg><style>p{}</style></svg>c", "c"),
        ('<a href="javascript:x">d</a>', "d"),
        ('<a href="/en/courses/">e</a>', "e"),
        ("<h2>f</h2>", "<h3>f</h3>"),
        ("<div lang='ar' dir='rtl'>g", '<div lang="ar" dir="rtl">g</div>'),
        ("</p></div>h &lt;b&gt;", "h &lt;b&gt;"),
        ('<img src="http://x.org/y" alt="i">', ""),
        ("<details><summary>j</summary>k</details>", "jk"),
    ],
)
def test_only_plain_words_are_left(html, left):
    assert plain(html, picture=lambda address, alt: "") == left


# --- you said, we did


def reply(course, language, words, **more):
    key = lesson_page(course).translation_key
    row = LessonReply.objects.create(
        course=course,
        lesson_key=key,
        language=language,
        you_said="It was long.",
        we_did=words,
        day="2026-03-01",
        **more,
    )
    renew(course)
    return row


def test_what_was_done_stands_at_the_end_in_the_readers_language(client, ana, course_in_arabic):
    reply(course_in_arabic, "en", "Shorter now.")
    reply(course_in_arabic, "ar", "أقصر الآن.")
    client.force_login(ana)
    assert "Shorter now." in read(client)
    page = read(client, LESSON.replace("/en/", "/ar/"))
    assert "أقصر الآن." in page and "Shorter now." not in page


def test_what_nobody_translated_is_shown_with_its_language(client, ana, course_in_arabic):
    reply(course_in_arabic, "en", "Shorter now.")
    client.force_login(ana)
    page = read(client, LESSON.replace("/en/", "/ar/"))
    assert '<dd lang="en" dir="auto">Shorter now.</dd>' in page


def test_what_is_not_to_be_shown_is_not(client, ana, course):
    reply(course, "en", "Shorter now.", is_shown=False)
    client.force_login(ana)
    assert "Shorter now." not in read(client)


def test_with_all_of_it_a_lesson_costs_at_most_six_warm(client, ana, on_it, course, recorded):
    reply(course, "en", "Shorter now.")
    client.force_login(ana)
    forget()
    assert len(statements(lambda: client.get(LESSON))) <= 12
    assert len(statements(lambda: client.get(LESSON))) <= 6
