"""Headings, drawings, stories, terms, quotations, downloads: as read, as written, as fetched."""

import re
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.blocks.base import Block
from wagtail.documents.forms import get_document_form
from wagtail.documents.models import Document
from wagtail_localize.segments.extract import extract_segments

from courses import headings
from courses.blocks import LessonBlocks
from courses.models import LessonPage
from courses.prose import render
from courses.ways.plain import plain
from office.download_forms import DownloadForm
from office.pictures import Picture
from people.groups import derive_groups
from tests.conftest import come_in
from tests.courses.builders import lesson_page, make_course, text, translate
from tests.courses.test_cost import forget, statements
from tests.courses.test_lesson import LESSON

NEW = ("heading", "figure", "case_story", "term", "quotation", "download")
PDF = b"%PDF-1.7 a card"


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def card(db):
    return Document.objects.create(
        title="A card", file=ContentFile(PDF, "survivors-card.pdf"), file_size=len(PDF)
    )


def block(kind, **value):
    return {"type": kind, "id": str(uuid4()), "value": value}


def heading(title="Before", level="2", anchor=""):
    return block("heading", title=title, level=level, anchor=anchor)


def drawing(**value):
    words = {"drawing": "", "image": None, "alt": "A door.", "caption": "", "labels": []}
    return block("figure", **words | value)


def labels(*words):
    return [{"type": "item", "id": str(uuid4()), "value": {"label": each}} for each in words]


def quotation(**value):
    return block(
        "quotation", **{"text": "<p>Ask first.</p>", "source": "A saying", "link": ""} | value
    )


def one_of_each(picture, card):
    return [
        text('<h2>In a text</h2><p><a href="#later">Later</a></p>'),
        heading("Later", "3", "later"),
        block("image", image=picture.pk, alt="", caption="", decorative=True),
        drawing(image=picture.pk, labels=labels("The way in", "The way out")),
        block("callout", tone="important", title="", text="<p>Only this.</p>"),
        block("case_story", title="The second chair", text="<p>Lena asks.</p>"),
        block("term", term="Boundary", text="<p>What is all right.</p>"),
        quotation(link="https://example.org/a?b=c"),
        block("download", document=card.pk, title="A card for your pocket"),
    ]


def shown(*body, language="en"):
    stream = LessonPage(body=list(body), content_type_id=-1).body
    with translation.override(language):
        parts = render(stream, scope="courses:x", language_of=lambda block_id: language)
        return "".join(part.html for part in parts)


def published(body):
    course = make_course(body=body, lessons=1)
    return course, lesson_page(course)


# --- as they are read
def test_a_heading_stands_below_the_title_and_can_be_linked_to(db):
    html = shown(heading(anchor="before"), heading("Smaller", "3"))
    assert '<h2 id="before">Before</h2>' in html and "<h3>Smaller</h3>" in html


def test_a_picture_that_only_decorates_says_nothing(picture):
    words = {"image": picture.pk, "alt": "Left over.", "caption": ""}
    assert 'alt=""' in shown(block("image", **words, decorative=True))
    assert 'alt="Left over."' in shown(block("image", **words))  # as pages kept it so far


def test_the_words_of_a_drawing_stand_below_it_in_the_order_of_its_numbers(picture):
    html = shown(drawing(image=picture.pk, labels=labels("The way in", "The way out")))
    assert "<ol" in html and html.index("The way in") < html.index("The way out")
    assert "<img" in html and 'alt="A door."' in html


def test_one_of_our_drawings_is_drawn_in_the_page_and_told_in_words(db):
    html = shown(drawing(drawing="door"))
    assert "<svg" in html and "A door." in html and "<img" not in html


def test_a_drawing_that_was_removed_leaves_its_words(picture):
    body = drawing(image=picture.pk)
    picture.delete()
    assert "A door." in shown(body) and "<img" not in shown(body)


@pytest.mark.parametrize(("tone", "words"), [("important", "Important"), ("note", "Good to know")])
def test_a_callout_says_its_kind_in_words_and_by_a_sign(db, tone, words):
    html = shown(block("callout", tone=tone, title="", text="<p>A.</p>"))
    assert words in html and "<path" in html


def test_a_story_says_that_it_is_invented(db):
    html = shown(block("case_story", title="The second chair", text="<p>Lena asks.</p>"))
    assert "An invented story" in html and "Lena asks." in html


def test_a_term_is_a_definition(db):
    html = shown(block("term", term="Boundary", text="<p>What is all right.</p>"))
    assert "<dfn>Boundary</dfn>" in html and "<dd" in html


def test_a_quotation_names_its_source_and_says_where_a_link_leads(db):
    html = shown(quotation(link="https://example.org/"))
    assert "<blockquote" in html and "Leads out of this site" in html
    assert 'href="https://example.org/" rel="noreferrer"' in html
    assert "<a " not in shown(quotation())


@pytest.mark.parametrize(
    ("language", "size"), [("en", "12.2"), ("es", "12,2"), ("fr", "12,2"), ("ar", "12")]
)
def test_a_download_says_its_kind_and_size_as_the_reader_writes_numbers(card, language, size):
    Document.objects.update(file_size=12_500)
    html = shown(block("download", document=card.pk, title="A card"), language=language)
    assert "PDF" in html and size in html and "survivors" not in html


def test_a_download_that_was_removed_leaves_its_title(card):
    body = block("download", document=card.pk, title="A card")
    card.delete()
    assert "A card" in shown(body) and "no longer here" in shown(body)
    assert "<a " not in shown(body)


def test_what_an_editor_typed_is_never_markup(db):
    bad = "<script>alert(1)</script>"
    html = shown(
        heading(bad), drawing(drawing="cup", alt=bad, caption=bad, labels=labels(bad)),
        quotation(source=bad), block("term", term=bad, text=""),
        block("case_story", title=bad, text=""), block("download", document=None, title=bad),
    )  # fmt: skip
    assert "<script" not in html and html.count("&lt;script") == 8


def test_the_file_to_take_along_keeps_their_words(picture, card):
    html = plain(shown(*one_of_each(picture, card)), picture=lambda address, alt: alt)
    for words in ("Later", "The way in", "An invented story", "Boundary", "A saying", "A card"):
        assert words in html
    assert "/files/" not in html and "<svg" not in html
    assert "A door." in plain(shown(drawing(drawing="door")), picture=lambda address, alt: alt)


# --- who may fetch a file
def test_a_download_is_for_who_may_read_the_course_under_a_name_that_tells_nothing(
    client, ana, card
):
    course, _page = published([block("download", document=card.pk, title="A card")])
    client.force_login(ana)
    address = re.search(r'href="(/files/[^"]+)"', client.get(LESSON).content.decode())[1]
    answer = client.get(address)
    assert b"".join(answer) == PDF and answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="file.pdf"'
    assert "no-store" in answer["Cache-Control"]
    client.logout()
    assert client.get(address).status_code == 404
    type(course).objects.update(audience="assigned")
    client.force_login(ana)
    assert client.get(address).status_code == 404


def test_editors_open_a_file_from_their_own_screens_and_others_do_not(client, ana, sam, eve, card):
    derive_groups(eve, eve.day())
    assert come_in(client, eve).get(card.url).status_code == 200
    for other in (ana, sam):
        assert come_in(client, other).get(card.url).status_code == 404
    client.logout()
    assert client.get(card.url).status_code == 404


# --- what it costs
def test_any_number_of_them_costs_the_same(client, ana, bo, picture, card):
    for n, times in enumerate((1, 5)):
        body = [each for _ in range(times) for each in one_of_each(picture, card)]
        make_course(f"course-{n}", lessons=1, body=body)
    client.force_login(ana)
    costs = []
    for n in (0, 1):
        path = LESSON.replace("listening", f"course-{n}")
        forget()
        cold = len(statements(lambda path=path: client.get(path)))
        costs.append((cold, len(statements(lambda path=path: client.get(path)))))
    assert costs[0] == costs[1]
    assert costs[0][0] <= 12 and costs[0][1] <= 6


# --- as editors write them
def cleaned(body):
    stream = LessonBlocks()
    return stream.clean(stream.to_python([body]))


WRONG = [
    block("image", image=None, alt="A door.", caption=""),
    heading(anchor="Before You"),
    heading(anchor="trauma-first"),
    heading(level="1"),
    drawing(),
    quotation(source=""),
    quotation(link="javascript:alert(1)"),
    quotation(link="ftp://example.org/"),
    block("case_story", title="", text="<p>A.</p>"),
    block("term", term="Boundary", text=""),
    block("download", document=None, title="A card"),
]


@pytest.mark.parametrize("body", WRONG, ids=lambda body: f"{body['type']}")
def test_what_is_missing_or_unsafe_is_refused(db, body):
    with pytest.raises(ValidationError):
        cleaned(body)


def test_a_picture_needs_words_unless_it_only_decorates(picture):
    words = {"image": picture.pk, "alt": "", "caption": ""}
    with pytest.raises(ValidationError):
        cleaned(block("image", **words))
    said = cleaned(block("image", **words | {"alt": "Left over."}, decorative=True))
    assert said[0].value["alt"] == ""


def test_a_figure_is_one_drawing(picture, db):
    cleaned(drawing(image=picture.pk))
    cleaned(drawing(drawing="door"))
    with pytest.raises(ValidationError):
        cleaned(drawing(image=picture.pk, drawing="door"))
    photo = Picture.objects.create(title="x", file="original_images/x.png", width=1, height=1)
    with pytest.raises(ValidationError):
        cleaned(drawing(image=photo.pk))


def troubles(*body):
    return list(headings.troubles([(each["type"], each["value"]) for each in body]))


def test_a_smaller_heading_needs_a_main_one_above_wherever_it_stands():
    assert troubles(heading(level="3")) == [(0, headings.NO_MAIN)]
    assert troubles(text("<h3>A</h3>")) == [(0, headings.NO_MAIN)]
    late = text("<h3>A</h3><h2>B</h2>")
    assert troubles(late, heading(level="3")) == [(0, headings.NO_MAIN)]
    assert troubles(text("<h2>A</h2>"), heading(level="3")) == []
    assert troubles(heading(), text("<h3>A</h3>")) == []


def test_names_for_links_are_given_once_and_lead_somewhere():
    twice = [heading(anchor="a"), heading(anchor="a")]
    assert troubles(*twice) == [(1, headings.TWICE)]
    assert troubles(heading(anchor="main")) == [(0, headings.TAKEN)]
    link = text('<p><a href="#later">Later</a></p>')
    assert troubles(link) == [(0, headings.NOWHERE)]
    assert troubles(link, heading(anchor="later")) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # where all share two cores
@given(st.lists(st.sampled_from("23")))
def test_headings_are_in_order_exactly_if_the_first_is_a_main_one(levels):
    body = [heading(level=level) for level in levels]
    is_fine = not levels or levels[0] == "2"
    assert (troubles(*body) == []) == is_fine


def test_a_name_of_the_page_itself_is_known_as_taken(client, ana, course, on_it):
    client.force_login(ana)
    ids = set(re.findall(r' id="([a-z-]+)"', client.get(LESSON).content.decode()))
    assert ids <= headings.OF_THE_PAGE


def form_of(page, eve):
    """As the editor's screen makes one."""
    form = LessonPage.get_edit_handler().get_form_class()
    return form(instance=page, for_user=eve, parent_page=page.get_parent())


@pytest.mark.parametrize("is_draft", [True, False])
def test_a_lesson_out_of_order_may_be_a_draft_and_is_not_published(course, eve, is_draft):
    form = form_of(lesson_page(course), eve)
    form.cleaned_data = {"body": LessonPage(body=[heading(level="3")]).body, "short_text": ""}
    form._errors = form.error_class and {}
    if is_draft:
        form.defer_required_fields()
    form.clean()
    assert ("body" in form.errors) is not is_draft
    if not is_draft:
        assert 0 in form.errors["body"].as_data()[0].block_errors


# --- a file is what it says
UPLOADS = [
    ("card.pdf", PDF, True),
    ("card.PDF", PDF, True),
    ("card.odt", b"PK\x03\x04 and more", True),
    ("card.txt", b"Ruhig bleiben.", True),
    ("card.pdf", b"<html>", False),
    ("card.docx", b"\xd0\xcf\x11\xe0 old and with programs", False),
    ("card.txt", b"MZ\0\0", False),
    ("card.html", b"<html>", False),
    ("card.svg", b"<svg/>", False),
    ("card", PDF, False),
]


@pytest.mark.parametrize(("name", "content", "is_taken"), UPLOADS)
def test_only_files_of_known_kinds_are_taken(eve, name, content, is_taken):
    assert ("file" not in upload(name, content, eve).errors) is is_taken


def upload(name, content, eve):
    form = get_document_form(Document)
    assert issubclass(form, DownloadForm)
    derive_groups(eve, eve.day())
    return form({"title": "A card"}, {"file": SimpleUploadedFile(name, content)}, user=eve)


def test_a_file_that_a_phone_cannot_fetch_is_refused(eve, monkeypatch):
    monkeypatch.setattr("office.download_forms.LARGEST", 10)
    assert "larger than" in str(upload("card.pdf", PDF, eve).errors["file"])


# --- previews and translations
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", ["text", "image", "callout", *NEW])
def test_the_editor_shows_a_preview_of_each_block(client, eve, kind, language):
    block_def = LessonPage.body.field.stream_block.child_blocks[kind]
    assert isinstance(block_def, Block) and block_def.is_previewable
    client.cookies["django_language"] = language
    page = come_in(client, eve).get(f"/cms/block-preview/?id={block_def.definition_prefix}")
    assert page.status_code == 200
    html = page.content.decode()
    assert 'class="prose"' in html and "css/main" in html and "<script" not in html


def segments(page):
    return {
        segment.path.partition(".")[2].partition(".")[2]
        for segment in extract_segments(page)
        if segment.path.startswith("body") and hasattr(segment, "string")
    }


def test_all_words_are_translated_and_nothing_else(picture, card):
    body = one_of_each(picture, card)
    page = LessonPage(title="A", body=body, content_type_id=-1)
    ids = [each["id"] for each in body[3]["value"]["labels"]]
    assert segments(page) == {
        "", "title", "text", "alt", "term", "source", *(f"labels.{id}.label" for id in ids)
    }  # fmt: skip


def test_in_another_language_only_words_differ(picture, card, client, ana):
    course, page = published(one_of_each(picture, card))
    translate(course, "ar")
    arabic = lesson_page(course, language="ar")
    assert arabic.body[8].value["document"] == card
    assert arabic.body[7].value["link"] == page.body[7].value["link"]
    client.force_login(ana)
    assert 'dir="rtl"' in client.get(LESSON.replace("/en/", "/ar/")).content.decode()
