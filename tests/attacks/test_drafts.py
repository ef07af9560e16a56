"""No draft reaches who may not edit it, and every language of the site gives the same answer
(attacks A28 and A29)."""

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from courses.models import Audience, Course, CoursePage, CoursesIndexPage, LessonPage
from people.models import Role, RoleHeld
from tests.attacks.addresses import patterns
from tests.conftest import come_in, person
from tests.courses.builders import lesson_page, make_course, text, translate
from tests.people.factories import LONG_AGO

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
CANARY = "heron"  # in all that is not published; it is looked for by the word beside it
PAGES = [
    "",
    "courses/",
    "courses/?q=lantern",
    "courses/listening/",
    "courses/listening/first/",
    "courses/listening/first/l1/",
    "courses/listening/first/l1/?short=1",
    "courses/listening/first/l2/",
    "courses/-/listening/first/take/",
    "courses/-/listening/one-page/",
    "courses/-/listening/leading/",
    "courses/secret/one-page.pdf",
    "courses/secret/",
    "courses/secret/first/l1/",
    "my-learning/",
]
UNKNOWN = ["/xx/courses/listening/", "/zz/", "/en-XX/courses/listening/", "/EN/courses/"]


@pytest.fixture
def course(db):
    """Live in English. A newer draft of its first lesson, a French draft, its second lesson
    withdrawn, and a course that never was published."""
    course = make_course()
    translate(course, "fr", live=False)
    french = lesson_page(course, language="fr")
    french.title, french.body = f"{CANARY} lantern", [text(f"<p>{CANARY} en français</p>")]
    french.save_revision()
    _words_in_the_editor(lesson_page(course))
    draft = lesson_page(course)
    for name in ("title", "note", "short_text", "what_changed"):
        setattr(draft, name, f"{CANARY} lantern")
    draft.body = [text(f"<p>{CANARY} lantern</p>")]
    draft.save_revision()
    lesson_page(course, 2).unpublish()
    _never_published()
    return Course.objects.get(pk=course.pk)


def _words_in_the_editor(page):
    """A translation that was begun and saved nowhere but in wagtail-localize."""
    source, _new = TranslationSource.update_or_create_from_instance(page)
    locale = Locale.objects.get(language_code="fr")
    Translation.objects.create(source=source, target_locale=locale)
    segment = source.stringsegment_set.select_related("string").first()
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=locale,
        data=f"{CANARY} lantern",
    )


def _never_published():
    shelf = CoursesIndexPage.objects.get(locale__language_code="en")
    page = CoursePage(title=f"{CANARY} lantern", slug="secret", locale=shelf.locale, live=False)
    shelf.add_child(instance=page)
    page.save_revision()


@pytest.fixture
def teo(db):
    """Translates into Arabic."""
    teo = person("teo")
    RoleHeld.objects.create(person=teo, role=Role.TRANSLATOR, language="ar", from_day=LONG_AGO)
    return teo


def said_by(answer):
    return b"".join(answer).decode(errors="replace")


# --- readers
def pages_of(language):
    return [f"/{language}/{path}" for path in PAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reader_meets_a_draft_in_any_language(client, ana, course, language):
    Course.objects.update(audience=Audience.PUBLIC)
    for reader in (Client(), client):
        if reader is client:
            client.force_login(ana)
        for path in pages_of(language):
            assert CANARY not in said_by(reader.get(path, follow=True)), path


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.MEMBERS, Audience.ASSIGNED])
@pytest.mark.parametrize("who", ["nobody", "ana"])
def test_every_language_gives_the_same_answer(client, ana, course, audience, who):
    Course.objects.update(audience=audience)
    if who == "ana":
        client.force_login(ana)
    for path in PAGES:
        said = {client.get(f"/{language}/{path}").status_code for language in LANGUAGES}
        assert len(said) == 1, path


def test_a_translation_that_came_later_is_as_closed_as_its_source(client, ana, course):
    Course.objects.update(audience=Audience.ASSIGNED)
    translate(make_course("other", audience="assigned"), "es")
    client.force_login(ana)
    for path in ("", "first/", "first/l1/"):
        assert client.get(f"/es/courses/other/{path}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_neither_cookie_nor_browser_opens_anything(client, course, language):
    """A members' course, asked for by a visitor who says that they read this or that."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for path in ("/en/courses/listening/first/l1/", "/courses/listening/first/l1/", "/listening/"):
        answer = client.get(path, headers={"Accept-Language": language})
        assert answer.status_code == 404
        assert "Words of lesson" not in answer.content.decode()


@pytest.mark.parametrize("path", UNKNOWN)
def test_a_language_that_there_is_not_is_no_way_in(client, ana, course, path):
    Course.objects.update(audience=Audience.PUBLIC)
    assert client.get(path).status_code == 404
    client.force_login(ana)
    assert client.get(path).status_code == 404


def test_the_switch_leads_everybody_to_the_same_addresses(client, ana, course):
    Course.objects.update(audience=Audience.PUBLIC)
    links = [f'href="/{language}/courses/listening/first/l1/"' for language in LANGUAGES]
    visitor = client.get("/en/courses/listening/first/l1/").content.decode()
    client.force_login(ana)
    member = client.get("/en/courses/listening/first/l1/").content.decode()
    assert all(link in page for link in links for page in (visitor, member))


def test_a_translation_that_is_not_live_leaves_the_source_and_says_so(client, ana, course):
    client.force_login(ana)
    page = client.get("/fr/courses/listening/first/l1/").content.decode()
    assert '<h1 lang="en" dir="auto">Lesson 1 title</h1>' in page and "changed__told" in page


def test_an_alias_is_the_source_and_goes_with_it(client, ana, course):
    spanish = Locale.objects.get(language_code="es")
    for page in reversed(lesson_page(course).get_ancestors(inclusive=True).filter(depth__gte=4)):
        _alias(page.specific, spanish)
    client.force_login(ana)
    address = "/es/courses/listening/first/l1/"
    page = client.get(address).content.decode()
    assert '<h1 lang="en"' in page and CANARY not in page
    lesson_page(course).unpublish()
    assert client.get(address).status_code == 404


def _alias(page, locale):
    if not page.has_translation(locale):
        page.copy_for_translation(locale, copy_parents=True, alias=True)


def test_there_is_no_list_of_pages_besides_ours(client):
    for path in ("sitemap.xml", "api/v2/pages/", "api/v3/pages/", "feed/", "rss/", "search/"):
        for address in (f"/{path}", f"/en/{path}"):
            assert client.get(address).status_code == 404, address


# --- the editor
def known(course):
    """Objects that an address of the editor may name."""
    lessons = list(LessonPage.objects.filter(slug="l1"))
    drafts = [*(page.pk for page in lessons), CoursePage.objects.get(slug="secret").pk]
    revisions = [page.latest_revision_id for page in lessons]
    translations = list(Translation.objects.values_list("pk", flat=True))
    sources = list(TranslationSource.objects.values_list("pk", flat=True))
    return {
        **dict.fromkeys(("page_id", "pk", "_0", "page_pk", "page_to_move_id"), drafts),
        "parent_page_id": [lessons[0].pk, CoursesIndexPage.objects.first().pk],
        "revision_id": revisions,
        "_1": ["earliest"],
        "_2": ["latest"],
        "translation_id": translations,
        "translation_source_id": sources,
        "language": ["fr", "en"],
        "mode": ["half"],
        "content_type_app_name": ["courses"],
        "app_label": ["courses"],
        "content_type_model_name": ["lessonpage"],
        "model_name": ["lessonpage"],
        "course": ["listening"],
        "slug": ["listening"],
    }


def of_the_editor(course):
    there = known(course)
    named = [each for each in patterns() if each.template.startswith("cms/")]
    named = [each for each in named if "failwhale" not in each.template]  # it fails on purpose
    return [path for each in named for path in each.filled(there)]


SEARCHED = [
    "/cms/pages/search/?q=lantern",
    "/cms/choose-page/?page_type=wagtailcore.Page",
    "/cms/choose-page/search/?q=lantern",
    "/cms/api/main/pages/?search=lantern",
    "/cms/api/main/pages/?fields=*&type=courses.LessonPage",
]


@pytest.mark.parametrize("who", ["kit", "teo"])
def test_who_edits_other_pages_meets_no_draft_in_the_editor(client, kit, teo, course, who):
    """A coordinator, who edits none, and a translator of another language."""
    come_in(client, {"kit": kit, "teo": teo}[who])
    met = []
    for path in [*SEARCHED, *of_the_editor(course)]:
        if CANARY in said_by(client.get(path)):
            met.append(path)
    assert not met, "\n".join(met)


def test_a_learner_and_a_visitor_are_told_nothing_of_the_editor(client, ana, course):
    visitor = Client()
    client.force_login(ana)
    drafts = [path for path in of_the_editor(course) if "/pages/" in path or "/drafts/" in path]
    assert drafts
    for path in drafts:
        assert client.get(path).status_code == 404, path
        nowhere = visitor.get("/cms/pages/999999/edit/").status_code
        assert visitor.get(path).status_code in (nowhere, 404), path


def test_who_translates_sees_the_draft_of_their_own_language_only(client, teo, course):
    come_in(client, teo)
    translate(make_course("both"), "ar", live=False)
    page = LessonPage.objects.get(slug="l1", url_path="/ar/courses/both/first/l1/")
    assert client.get(f"/cms/drafts/{page.pk}/ar/preview/").status_code == 200
    assert client.get(f"/cms/drafts/{page.pk}/en/preview/").status_code == 404
