"""The editor's page of checks, and the list of words that a site can change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from courses import checks_desk, draft_checks
from courses.models import CoursePage, LessonPage, Wording
from courses.review import handing_in, steps
from courses.wording_desk import key_of
from people.groups import derive_groups
from people.models import Role, RoleHeld
from tests.conftest import come_in, person
from tests.courses.builders import lesson_page, question, source_pages, text

HERE = '<p>She was a victim. Read it <a href="https://example.org/">here</a>.</p>'


@pytest.fixture
def editor(eve):
    derive_groups(eve, eve.day())
    return eve


@pytest.fixture
def desk(client, editor):
    return come_in(client, editor)


def drafted(page, *body, **more):
    page.body = list(body)
    for name, value in more.items():
        setattr(page, name, value)
    page.save_revision()
    return page


def codes(page, of=()):
    return {each.code for each in draft_checks.of(page) if each.code.startswith(tuple(of) or "")}


def address(page):
    return f"/cms/checks/{page.pk}/"


def test_the_newest_draft_is_looked_at_and_each_hint_leads_to_its_block(desk, course):
    block = text(HERE)
    page = drafted(lesson_page(course), block)
    seen = desk.get(address(page)).content.decode()
    assert f"/cms/pages/{page.pk}/edit/#block-{block['id']}-section" in seen
    assert "says nothing by itself" in seen and "better word than “victim”" in seen
    assert "Words of lesson 1" not in seen


def test_a_page_without_anything_to_mend_says_so(desk, course):
    page = source_pages(course, CoursePage)[0]
    assert "Nothing to mend was found." in desk.get(address(page)).content.decode()


def test_the_editors_button_has_the_count(desk, course):
    page = drafted(lesson_page(course), text(HERE))
    n = len(draft_checks.of(page))
    assert n and f"Checks ({n})" in desk.get(f"/cms/pages/{page.pk}/edit/").content.decode()


def test_checks_hold_nothing_back(editor, course):
    page = drafted(lesson_page(course), text(HERE))
    page.latest_revision.publish()
    assert LessonPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize("who", ["ana", "kit"])
def test_others_find_no_such_page(client, request, course, who):
    someone = request.getfixturevalue(who)
    answer = come_in(client, someone).get(address(lesson_page(course)))
    assert answer.status_code in (302, 404) and "Checks" not in answer.content.decode()


def test_who_is_asked_about_a_draft_sees_what_the_checks_say(client, eve, course):
    steps.keep_rule(course, lived_experience=True, language=False, by=eve)
    page = drafted(lesson_page(course), text(HERE))
    iris = person("iris", Role.REVIEWER)
    derive_groups(iris, iris.day())
    come_in(client, iris)
    assert client.get(address(page)).status_code == 404
    handing_in.hand_in(page, by=eve)
    seen = client.get(address(page)).content.decode()
    assert "better word than" in seen and "/edit/" not in seen


def test_a_translator_sees_their_own_language_only(client, course, in_french):
    tomas = person("tomas", Role.TRANSLATOR)
    RoleHeld.objects.filter(person=tomas).update(language="fr")
    derive_groups(tomas, tomas.day())
    come_in(client, tomas)
    assert client.get(address(in_french)).status_code == 200
    assert client.get(address(lesson_page(course))).status_code == 404


@pytest.fixture
def in_french(course):
    """Two texts of the first lesson, of which one is translated, and nothing published."""
    words = text("<p>A victim left.</p><p>Here is another text.</p>")
    page = drafted(lesson_page(course), words, text("<p>A second text.</p>"))
    page.latest_revision.publish()
    french = Locale.objects.get(language_code="fr")
    for each in (*source_pages(course, CoursePage), page.get_parent().specific, page):
        source, _new = TranslationSource.update_or_create_from_instance(each)
        translation = Translation.objects.create(source=source, target_locale=french)
        translation.save_target(publish=False)
    for segment in source.stringsegment_set.filter(context__path=f"body.{words['id']}"):
        say(segment, french, f"Une victime : {segment.string.data}")
    return page.get_translation(french)


def say(segment, locale, words):
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=locale, data=words
    )


def test_a_translation_is_read_as_it_is_saved_and_without_what_is_missing(in_french):
    found = draft_checks.of(in_french)
    assert [each.quote for each in found if each.code == "wording"] == ["victime"]
    texts = [said.text for _part, said in draft_checks.sheet_of(in_french).said()]
    assert any("Une victime" in each for each in texts)
    assert "A second text." not in texts


def test_a_film_a_lost_page_and_a_note_are_known_from_the_site(course):
    link = '<p><a linktype="page" id="99999">Your rights</a>, and torture.</p>'
    page = drafted(lesson_page(course), text(link))
    assert {"link-lost", "note-missing"} <= codes(page)
    noted = drafted(page, text(link), note="It speaks of harm.")
    assert "note-missing" not in codes(noted)


def test_the_level_of_the_course_counts(course):
    sentence = "You can read every question before the meeting. " * 12
    page = drafted(lesson_page(course), text(f"<p>{sentence}</p>"))
    assert codes(page, of=["reading"]) == set()
    CoursePage.objects.update(level=8)
    assert codes(page, of=["reading"]) == {"reading-level"}


def test_statements_do_not_grow_with_the_page(course):
    page = lesson_page(course)
    few = statements(drafted(page, text(HERE), question()))
    many = statements(drafted(page, *[text(HERE) for _n in range(9)], question(), question("B?")))
    assert few == many <= 14


def statements(page):
    page = LessonPage.objects.get(pk=page.pk)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        draft_checks.of(page)
    return len(caught)


def test_a_hint_behind_a_note_leads_to_its_own_block():
    assert checks_desk.block_of("body.a.parts.b.title") == "b"
    assert checks_desk.block_of("body.a.options.b.text") == "a"
    assert checks_desk.block_of("title") == checks_desk.block_of("") == ""


# --- the list of words


def test_an_editor_changes_silences_and_puts_back_a_word(desk, course):
    page = drafted(lesson_page(course), text("<p>She was a victim.</p>"))
    entry = f"/cms/wording/en/?word={key_of('victim')}"
    assert "person first" in desk.get(entry).content.decode()
    desk.post(entry, {"why": "Ask how she calls herself.", "instead": "her name", "is_used": "on"})
    [found] = [each for each in draft_checks.of(page) if each.code == "wording"]
    assert found.more == "Ask how she calls herself. · her name"
    desk.post(entry, {"why": "", "instead": ""})
    assert codes(page, of=["wording"]) == set()
    desk.post("/cms/wording/en/put-back/", {"term": "victim"})
    assert codes(page, of=["wording"]) == {"wording"} and not Wording.objects.exists()


def test_a_word_of_the_sites_own(desk, course):
    page = drafted(lesson_page(course), text("<p>Our service users.</p>"))
    answer = desk.post("/cms/wording/en/", {"term": "service user", "is_used": "on"})
    assert answer["Location"] == "/cms/wording/?in=en"
    assert codes(page, of=["wording"]) == {"wording"}
    twice = desk.post("/cms/wording/en/", {"term": "service user", "is_used": "on"})
    assert twice.status_code == 422
    assert desk.post("/cms/wording/en/", {"term": "*|*"}).status_code == 422
    assert "service user" in desk.get("/cms/wording/?in=en").content.decode()


def test_lists_are_there_for_each_language_and_nobody_elses(desk, client, kit):
    assert "ضحية" in desk.get("/cms/wording/?in=ar").content.decode()
    assert desk.get("/cms/wording/?in=xx").status_code == 200
    assert desk.get("/cms/wording/xx/").status_code == 404
    assert desk.get("/cms/wording/en/?word=nothing").status_code == 404
    assert come_in(client, kit).get("/cms/wording/").status_code in (302, 404)
