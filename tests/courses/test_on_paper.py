"""A course on paper: one page to keep, and a guide for whoever leads it in a group."""

import re
import shutil
import uuid
from io import BytesIO

import pypdf
import pytest
from django.core.cache import cache
from django.utils import translation

from courses import on_paper, packs
from courses.joining import enrol
from courses.models import Change, Course, CoursePage, LessonPage
from courses.outline import outline_of
from courses.publishing import renew
from office import named_values, organisation, pdf
from office.neutral import telling_word_in
from office.organisation import Organisation
from tests.conftest import person
from tests.courses.builders import lesson_page, make_course, source_pages, text, translate
from tests.courses.packs.test_check import SHIPPED
from tests.courses.test_cost import forget, statements

ADDRESSES = [
    "courses/listening/one-page.pdf",
    "courses/listening/leading.pdf",
    "courses/-/listening/one-page/",
    "courses/-/listening/leading/",
]
PAGE, LEADING = "/en/courses/-/listening/one-page/", "/en/courses/-/listening/leading/"
FILE = "/en/courses/listening/one-page.pdf"
INTRO = "<p>When you have done it, you can:</p><ul><li>listen <b>well</b></li><li>wait</li></ul>"
GUIDE = '<h2>Before</h2><p>Ask {whom-to-tell}. <a href="https://example.org/">More</a></p>'
LANGUAGES = ["en", "es", "fr", "ar"]


def take(words="Ask first.", tone="take"):
    value = {"tone": tone, "title": "", "text": f"<p>{words}</p>"}
    return {"type": "callout", "id": str(uuid.uuid4()), "value": value}


def written(course, *, intro=INTRO, guide=GUIDE):
    page = CoursePage.objects.get(slug=course.slug, locale__language_code="en")
    page.intro, page.guide = intro, guide
    page.save_revision().publish()
    course.refresh_from_db()
    return course


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    forget()


@pytest.fixture
def course(db):
    return written(make_course(body=[text(), take(), take("Good to know.", tone="note")]))


@pytest.fixture
def noor(db):
    """Learns beside Ana."""
    return person("noor")


@pytest.fixture
def house(db):
    emergency = {"kind": "emergency", "name": "Ambulance", "phone": "11 22"}
    other = {"kind": "other", "name": "A library", "phone": "33 44"}
    row = Organisation.objects.create(
        name="Harbour House", short_name="Harbour", ask_name="Kit", support=[other, emergency]
    )
    organisation.forget()
    return row


def read(client, path=PAGE):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def sheets_of(content):
    return pypdf.PdfReader(BytesIO(content)).pages


def plain(content):
    return " ".join(" ".join(sheet.extract_text().split()) for sheet in sheets_of(content))


def smallest(content):
    found = []

    def see(words, _matrix, text_matrix, _font, size):
        if words.strip():
            found.append(abs(size * text_matrix[3] * _matrix[3]))

    for sheet in sheets_of(content):
        sheet.extract_text(visitor_text=see)
    return min(found)


# --- what stands on it


def test_the_page_has_what_one_can_do_then_and_what_each_lesson_gives(client, ana, course, house):
    client.force_login(ana)
    page = read(client)
    assert '<li lang="en" dir="ltr">listen <b>well</b></li>' in page
    assert page.count("Ask first.") == 2 and "Good to know." not in page
    assert "First steps" in page and "Lesson 2 title" in page and "Words of" not in page


def test_at_its_foot_stand_the_organisation_whom_to_ask_and_the_emergency_number(
    client, ana, course, house
):
    client.force_login(ana)
    page = read(client)
    assert "Harbour House" in page and "Kit" in page and "11 22" in page
    assert "33 44" not in page


def test_without_a_list_the_summary_says_what_it_is_about(client, ana, course):
    written(course, intro="<p>Welcome.</p>")
    client.force_login(ana)
    page = read(client)
    assert "To hear." in page and "you can:" not in page


def test_a_list_in_a_list_is_flat_and_a_link_leaves_its_words(client, ana, course):
    nested = '<ul><li>one<ul><li><a href="https://example.org/">two</a></li></ul></li></ul>'
    written(course, intro=nested)
    client.force_login(ana)
    page = read(client)
    assert ">one</li>" in page and ">two</li>" in page and "example.org" not in page


def test_the_guide_has_its_words_the_minutes_and_the_notes(client, ana, course):
    page = lesson_page(course)
    page.note = "A letter of a loss."
    page.save_revision().publish()
    client.force_login(ana)
    page = read(client, LEADING)
    assert "<h2>Before</h2>" in page and 'href="https://example.org/"' in page
    assert "20 min" in page and "10 min" in page
    assert "A letter of a loss." in page and "There is another way through it." in page
    assert page.count("Ask first.") == 2 and "listen <b>well</b>" in page


def test_a_link_within_the_site_says_which_site(client, ana, course, settings):
    page = CoursePage.objects.get(slug="listening", locale__language_code="en")
    written(course, guide=f'<p><a linktype="page" id="{page.pk}">The course</a></p>')
    client.force_login(ana)
    assert f'href="{settings.SITE_URL}/en/courses/listening/"' in read(client, LEADING)


def test_named_values_are_filled_and_no_braces_are_left(client, ana, sam):
    body = [text(), take("Tell {whom-to-tell}, or ring {no-such-name}.")]
    course = written(make_course(body=body), intro="<ul><li>ask {whom-to-tell}</li></ul>")
    said = {"en": "Kit <Moreno>", "ar": "كيت"}
    named_values.keep("whom-to-tell", label="", texts=said, by=sam)
    client.force_login(ana)
    for path in (PAGE, LEADING):
        page = read(client, path)
        assert "Kit &lt;Moreno&gt;" in page and "no such name" in page
        assert not re.search("[{}]", page)
    content = client.get(FILE).content
    assert "Kit <Moreno>" in plain(content) and "{" not in plain(content)
    assert course.slug == "listening"


# --- in whose language


def test_what_nobody_translated_is_in_the_languages_it_was_written_in(client, ana, course):
    translate(course, "ar")
    client.force_login(ana)
    page = read(client, PAGE.replace("/en/", "/ar/"))
    assert '<html lang="ar" dir="rtl">' in page
    assert '<h1><bdi lang="ar">ar: Listening</bdi></h1>' in page
    assert '<div class="course-paper__words" lang="en" dir="ltr"><p>Ask first.</p></div>' in page


def test_a_translated_guide_and_line_are_read_in_their_language(client, ana, course):
    translate(course, "ar")
    page = CoursePage.objects.get(slug="listening", locale__language_code="ar")
    page.guide = "<p>قبل أن تبدأوا</p>"
    page.save_revision().publish()
    for lesson in LessonPage.objects.filter(locale__language_code="ar"):
        body = list(lesson.body.raw_data)
        body[1]["value"]["text"] = "<p>اسألوا أولًا.</p>"
        lesson.body = body
        lesson.save_revision().publish()
    client.force_login(ana)
    found = read(client, LEADING.replace("/en/", "/ar/"))
    assert 'class="leading__guide" lang="ar" dir="rtl"><p>قبل أن تبدأوا</p>' in found
    assert found.count('lang="ar" dir="rtl"><p>اسألوا أولًا.</p>') == 2
    file = client.get("/ar/courses/listening/leading.pdf").content
    assert pypdf.PdfReader(BytesIO(file)).trailer["/Root"]["/Lang"] == "ar"
    assert "اسألوا أولًا" in plain(file)


@pytest.mark.parametrize("severity", ["meaning", "safety"])
def test_what_changed_since_is_printed_as_the_source_has_it(client, ana, course, severity):
    translate(course, "es")
    lesson, other = lesson_page(course), lesson_page(course, language="es")
    body = list(other.body.raw_data)
    body[1]["value"]["text"] = "<p>Pregunte antes.</p>"
    other.body = body
    other.save_revision().publish()
    Change.objects.create(
        page_key=lesson.translation_key,
        language="es",
        block=f"body.{lesson.body.raw_data[1]['id']}",
        severity=severity,
        since="2026-01-01T00:00Z",
    )
    renew(course)
    client.force_login(ana)
    page = read(client, PAGE.replace("/en/", "/es/"))
    assert "Pregunte antes." not in page and page.count('lang="en" dir="ltr"><p>Ask first') == 2


@pytest.mark.parametrize("severity", ["meaning", "safety"])
def test_so_are_a_guide_and_what_one_can_do_then(client, ana, course, severity):
    translate(course, "es")
    page = CoursePage.objects.get(slug="listening", locale__language_code="es")
    page.guide, page.intro = "<p>Vieja guía</p>", "<ul><li>escuchar</li></ul>"
    page.save_revision().publish()
    for block in ("guide", "intro"):
        Change.objects.create(
            page_key=page.translation_key,
            language="es",
            block=block,
            severity=severity,
            since="2026-01-01T00:00Z",
        )
    renew(course)
    client.force_login(ana)
    found = read(client, LEADING.replace("/en/", "/es/"))
    assert "Vieja" not in found and "escuchar" not in found
    assert 'lang="en" dir="ltr"><h2>Before</h2>' in found
    assert '<li lang="en" dir="ltr">wait</li>' in found and not re.search("[{}]", found)


# --- who may open it


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nobody_opens_the_paper_of_a_course_that_is_not_theirs(
    client, ana, noor, course, address, language
):
    path = f"/{language}/{address}"
    assert client.get(path).status_code == 404  # a visitor
    Course.objects.update(audience="assigned")
    client.force_login(noor)
    assert client.get(path).status_code == 404
    enrol(ana, course, by=ana)
    client.force_login(ana)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_there_is_no_paper_of_a_draft_nor_of_what_was_withdrawn(client, ana, course, address):
    client.force_login(ana)
    assert client.get(f"/en/{address}").status_code == 200
    for page in source_pages(course, CoursePage):
        page.unpublish()
    assert client.get(f"/en/{address}").status_code == 404


def test_a_draft_of_the_guide_and_of_a_line_stays_one(client, ana, course):
    page = CoursePage.objects.get(slug="listening", locale__language_code="en")
    page.guide = "<p>CANARY</p>"
    page.save_revision()
    lesson = lesson_page(course)
    lesson.body = [take("CANARY")]
    lesson.save_revision()
    client.force_login(ana)
    assert "CANARY" not in read(client, LEADING) + read(client)


def test_a_public_course_has_its_papers_for_visitors(client, course):
    Course.objects.update(audience="public")
    assert read(client) and client.get(FILE).status_code == 200


def test_without_a_guide_none_is_offered(client, ana, course):
    client.force_login(ana)
    assert "leading.pdf" in read(client, "/en/courses/listening/")
    written(course, guide="")
    page = read(client, "/en/courses/listening/")
    assert "leading.pdf" not in page and "one-page.pdf" in page
    assert client.get(LEADING).status_code == 404
    assert client.get("/en/courses/listening/leading.pdf").status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_only_read(client, ana, course, address):
    client.force_login(ana)
    assert client.post(f"/en/{address}").status_code == 405


# --- how it comes


def test_neither_address_name_nor_title_tells_and_nothing_is_kept_on_the_way(client, ana, course):
    client.force_login(ana)
    for address in ADDRESSES[:2]:
        response = client.get(f"/en/{address}")
        assert response["Content-Type"] == "application/pdf"
        assert response["Cache-Control"] == "private, no-store"
        assert not telling_word_in(response["Content-Disposition"] + address)
        assert dict(pypdf.PdfReader(BytesIO(response.content)).metadata)["/Title"] == "Course"


def test_without_pango_the_page_to_print_takes_its_place(client, ana, course, monkeypatch):
    def missing(*args, **kwargs):
        raise pdf.NoPdf

    monkeypatch.setattr(pdf, "render_within", missing)
    client.force_login(ana)
    response = client.get(FILE, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert "data-print" in response.content.decode()


def test_a_second_reader_has_it_as_it_was_set(client, ana, noor, course, monkeypatch):
    made = []
    set_it = pdf.render_within
    monkeypatch.setattr(pdf, "render_within", lambda *args: made.append(1) or set_it(*args))
    for who in (ana, noor, ana):
        client.force_login(who)
        content = client.get(FILE).content
    assert len(made) == 1
    written(course, intro="<ul><li>something new</li></ul>")
    assert "something new" in plain(client.get(FILE).content) and "something new" not in plain(
        content
    )
    assert len(made) == 2
    Organisation.objects.update_or_create(defaults={"name": "Hill House", "short_name": "Hill"})
    organisation.forget()
    assert "Hill House" in plain(client.get(FILE).content)


@pytest.mark.parametrize("path", [PAGE, LEADING])
def test_it_costs_the_same_however_long_the_course(client, ana, course, path):
    link = f'<a linktype="page" id="{CoursePage.objects.get().pk}">there</a>'
    written(make_course("longer", lessons=9, body=[text(), take(f"{{whom-to-tell}} {link}")]))
    client.force_login(ana)
    client.get(path)
    forget()
    few = len(statements(lambda: client.get(path)))
    longer = path.replace("listening", "longer")
    forget()
    assert len(statements(lambda: client.get(longer))) <= few + 1  # the values, once
    assert len(statements(lambda: client.get(path))) <= 9


# --- one page


def with_lessons(many, words):
    body = [text(), take(words)]
    return outline_of(written(make_course(lessons=many, body=body)), "en")


def test_what_is_long_is_set_smaller_and_never_too_small(db):
    words = "Ask what the person needs today, and say what you can do, and what you can not."
    few, more = with_lessons(3, words), None
    first = on_paper.as_pdf(on_paper.ONE_PAGE, on_paper.one_page(few, "en"))
    Course.objects.all().delete()
    assert len(sheets_of(first)) == 1
    CoursePage.objects.all().delete()
    more = with_lessons(22, words)
    content = on_paper.as_pdf(on_paper.ONE_PAGE, on_paper.one_page(more, "en"))
    assert len(sheets_of(content)) == 1
    assert 8.4 < smallest(content) < smallest(first)


def test_what_no_page_can_hold_takes_a_second_one(db):
    outline = with_lessons(60, "Ask first, and believe the answer.")
    content = on_paper.as_pdf(on_paper.ONE_PAGE, on_paper.one_page(outline, "en"))
    assert len(sheets_of(content)) == 2 and smallest(content) > 8.4


@pytest.mark.slow
@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_each_course_that_ships_has_one_page_in_every_language(db, settings, tmp_path, folder):
    settings.MEDIA_ROOT = str(tmp_path / "store")
    shutil.copytree(folder, tmp_path / "pack")
    packs.load(tmp_path / "pack")
    course = Course.objects.get()
    for language in LANGUAGES:
        with translation.override(language):
            sheet = on_paper.one_page(outline_of(course, language), language)
            content = on_paper.as_pdf(on_paper.ONE_PAGE, sheet)
        assert len(sheets_of(content)) == 1, language
        assert "{" not in plain(content)
        assert {words.lang for part in sheet.parts for row in part.rows for words in row.takes} == {
            language
        }
        assert smallest(content) > 8.4
