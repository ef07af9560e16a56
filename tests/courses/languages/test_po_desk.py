"""Pages as PO files: what goes out, what comes back, what is refused before any is kept."""

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from courses import po_desk
from courses.languages import po_files, summary
from courses.models import CoursePage, LessonPage, ModulePage
from people.groups import derive_groups
from people.models import Role, RoleHeld
from tests.conftest import come_in, person
from tests.courses.builders import lesson_page, make_course, question, text
from tests.courses.languages.changing import spanish, told, with_words

pytestmark = pytest.mark.django_db
LINK = '<p>Ask <a href="https://example.org">the team</a>, {name}.</p>'


@pytest.fixture
def course(db):
    return make_course(lessons=1, body=[text("<p>Listen first.</p>"), text(LINK), question()])


@pytest.fixture
def page(course):
    return lesson_page(course)


def translator(name, language):
    made = person(name, Role.TRANSLATOR)
    RoleHeld.objects.filter(person=made).update(language=language)
    derive_groups(made, made.day())
    return made


@pytest.fixture
def luz(client):
    """She translates into Spanish."""
    made = translator("luz", "es")
    come_in(client, made)
    return made


def here(page, language="es"):
    return f"/cms/po/page/{page.pk}/{language}/"


def of_course(course, language="es"):
    return f"/cms/po/course/{course.slug}/{language}/"


def file(client, address):
    answer = client.get(f"{address}texts.po")
    assert answer.status_code == 200
    return polib.pofile(answer.content.decode())


def send(client, address, catalogue, name="es.po"):
    data = catalogue if isinstance(catalogue, bytes) else str(catalogue).encode()
    return client.post(address, {"file": SimpleUploadedFile(name, data)})


def say(catalogue, word="es"):
    for entry in catalogue:
        entry.msgstr = f"{word} {entry.msgid}"
    return catalogue


def kept():
    return StringTranslation.objects.filter(locale__language_code="es").count()


def drafted(page):
    return spanish(page).get_latest_revision_as_object()


class TestOut:
    def test_a_file_holds_each_text_once_and_says_where_it_stands(self, client, luz, page):
        found = file(client, here(page))
        assert found.metadata["Language"] == "es"
        assert [entry.msgid for entry in found][:2] == ["Lesson 1 title", "Listen first."]
        assert found[0].msgctxt == "courses/listening/first/l1#title"
        assert found[1].comment.startswith("Lesson 1 title: 1. ")
        assert str(found) == str(file(client, here(page)))

    def test_a_course_is_one_file_with_all_its_pages(self, client, luz, course):
        found = file(client, of_course(course))
        assert {entry.msgctxt.partition("#")[0] for entry in found} == {
            "courses/listening",
            "courses/listening/first",
            "courses/listening/first/l1",
        }

    def test_it_costs_the_same_however_many_lessons(self, client, luz, course):
        def cost(address):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(f"{address}texts.po")
            return len(asked)

        cost(of_course(course))
        many = make_course("many", lessons=6)
        assert cost(of_course(many)) == cost(of_course(course))


class TestIn:
    def test_the_texts_are_a_draft_and_nothing_is_live(self, client, luz, page, course):
        answer = send(client, here(page), say(file(client, here(page))))
        assert answer.status_code == 302
        made = spanish(page)
        assert (drafted(page).title, made.live) == ("es Lesson 1 title", False)
        for kind in (CoursePage, ModulePage, LessonPage):
            above = kind.objects.get(locale__language_code="es")
            assert (above.live, above.alias_of) == (False, None)

    def test_a_live_translation_keeps_its_words_until_it_is_published(
        self, client, luz, lesson, after_commit
    ):
        before = spanish(lesson).title
        with after_commit():
            send(client, here(lesson), say(file(client, here(lesson)), "nuevo"))
        made = spanish(lesson)
        assert (made.title, made.live, made.has_unpublished_changes) == (before, True, True)
        assert drafted(lesson).title == "nuevo Lesson 1 title"

    def test_a_whole_course_comes_back_at_once(self, client, luz, course, page):
        send(client, of_course(course), say(file(client, of_course(course))))
        assert file(client, of_course(course)).percent_translated() == 100
        assert drafted(page).title == "es Lesson 1 title"

    def test_empty_and_doubtful_texts_are_left_alone_and_told(self, client, luz, page):
        sent = say(file(client, here(page)))
        sent[0].msgstr, sent[1].flags = "", ["fuzzy"]
        answer = client.post(
            here(page), {"file": SimpleUploadedFile("a.po", str(sent).encode())}, follow=True
        )
        assert "2 were empty or doubtful" in answer.content.decode()
        assert kept() == len(sent) - 2

    def test_twice_is_once(self, client, luz, page):
        sent = say(file(client, here(page)))
        send(client, here(page), sent)
        revision = spanish(page).latest_revision_id
        send(client, here(page), sent)
        assert spanish(page).latest_revision_id == revision

    def test_what_was_carried_over_is_doubtful_until_it_is_sent_as_it_stands(
        self, client, luz, lesson, publish, after_commit
    ):
        page = publish(lesson, "wording", body=with_words(lesson, 1, "<p>Call 116 112.</p>"))
        assert told(page)
        found = file(client, here(page))
        carried = [entry for entry in found if entry.fuzzy]
        assert [entry.msgid for entry in carried] == ["Call 116 112."]
        carried[0].flags = []
        with after_commit():
            send(client, here(page), found)
        assert not any(entry.fuzzy for entry in file(client, here(page)))
        assert not told(page)


def script(entries):
    entries[1].msgstr = "<script>alert(1)</script>"


def without_link(entries):
    next(entry for entry in entries if "<a" in entry.msgid).msgstr = "Pregunta a {name}."


def without_name(entries):
    entry = next(entry for entry in entries if "{name}" in entry.msgid)
    entry.msgstr = entry.msgid.replace("{name}", "Ana")


def another_address(entries):
    entry = next(entry for entry in entries if "<a" in entry.msgid)
    entry.msgstr = entry.msgid.replace("<a ", '<a href="https://evil.example" ')


def too_long(entries):
    entries[0].msgstr = "a" * 256


def unknown_place(entries):
    entries[1].msgctxt += "x"


def other_text(entries):
    entries[1].msgid += " And more."


def twice(entries):
    entries.append(polib.POEntry(msgctxt=entries[0].msgctxt, msgid=entries[0].msgid, msgstr="b"))


def other_language(entries):
    entries.metadata["Language"] = "fr"


def other_page(entries):
    entries.metadata[po_files.OF_PAGE] = "00000000-0000-4000-8000-000000000000"


def no_page(entries):
    del entries.metadata[po_files.OF_PAGE]


SPOILT = {
    script: "markup other than",
    without_link: "the same marks",
    without_name: "the same placeholders",
    another_address: "markup other than",
    too_long: "longer than 255",
    unknown_place: "There is no text at",
    other_text: "is another one now",
    twice: "stands here twice",
    other_language: "Language: es",
    other_page: "another page or course",
    no_page: "another page or course",
}


class TestRefused:
    @pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
    def test_one_wrong_text_and_nothing_is_kept(self, client, luz, page, spoil):
        sent = say(file(client, here(page)))
        spoil(sent)
        answer = send(client, here(page), sent)
        said = answer.content.decode()
        assert answer.status_code == 422
        assert SPOILT[spoil] in said and "Line " in said
        assert kept() == 0
        assert not Translation.objects.exists()

    def test_what_is_no_catalogue_names_its_line(self, client, luz, page):
        answer = send(client, here(page), b'msgid "a"\nmsgstr oops\n')
        assert answer.status_code == 422
        assert "Line 2" in answer.content.decode()

    def test_the_file_of_another_page_does_not_fit(self, client, luz, page, course):
        module = ModulePage.objects.get(locale__language_code="en")
        answer = send(client, here(page), say(file(client, here(module))))
        assert answer.status_code == 422


class TestWho:
    @pytest.mark.parametrize("who", ["ana", "kit", "sam"])
    def test_to_others_there_is_no_such_page(self, client, request, course, page, who):
        come_in(client, request.getfixturevalue(who))
        for address in (here(page), of_course(course)):
            assert client.get(address).status_code == 404
            assert client.get(f"{address}texts.po").status_code == 404
            assert send(client, address, b"").status_code == 404

    def test_a_translator_has_their_own_language_only(self, client, luz, course, page):
        assert client.get(here(page)).status_code == 200
        assert client.get(here(page, "fr")).status_code == 404
        assert client.get(of_course(course, "ar")).status_code == 404
        assert client.get("/cms/po/es/").status_code == 200
        assert client.get("/cms/po/fr/").status_code == 404

    def test_who_translates_one_course_has_that_one(self, client, course):
        other = make_course("other", lessons=1)
        made = person("pau", Role.TRANSLATOR)
        held = RoleHeld.objects.filter(person=made)
        held.update(language="es", course=course.translation_key)
        derive_groups(made, made.day())
        come_in(client, made)
        summary.rebuild()
        assert client.get(of_course(course)).status_code == 200
        assert client.get(of_course(course, "fr")).status_code == 404
        assert client.get(of_course(other)).status_code == 404
        said = client.get("/cms/po/es/").content.decode()
        assert of_course(course) in said and of_course(other) not in said

    def test_nobody_translates_into_the_language_it_was_written_in(self, client, page):
        come_in(client, translator("tom", "en"))
        assert client.get(here(page, "en")).status_code == 404

    def test_a_visitor_is_sent_to_sign_in(self, client, page):
        assert "login" in client.get(here(page))["Location"]


class TestEditorsOwnDoor:
    """wagtail-localize would take in anything."""

    def door(self, lesson, verb):
        row = Translation.objects.get(
            source__object_id=lesson.translation_key, target_locale__language_code="es"
        )
        return row, f"/cms/localize/translate/{row.pk}/pofile/{verb}/"

    def test_its_addresses_are_ours(self, lesson):
        for verb in ("upload", "download"):
            _row, address = self.door(lesson, verb)
            assert resolve(address).func.__module__ != "wagtail_localize.views.edit_translation"
            assert resolve(address).func.__name__ == f"editor_{verb}"

    def test_a_file_is_checked_there_too(self, client, luz, lesson):
        _row, address = self.door(lesson, "upload")
        sent = say(file(client, here(lesson)))
        script(sent)
        assert send(client, address, sent).status_code == 422

    def test_a_file_that_it_once_handed_out_is_still_taken(self, client, luz, lesson):
        row, address = self.door(lesson, "upload")
        sent = row.export_po()
        next(entry for entry in sent if entry.msgctxt == "title").msgstr = "Título"
        back = f"/cms/pages/{spanish(lesson).pk}/edit/"
        upload = SimpleUploadedFile("a.po", str(sent).encode())
        answer = client.post(address, {"file": upload, "next": back})
        assert answer["Location"] == back
        assert drafted(lesson).title == "Título"

    def test_it_leads_nobody_to_another_site(self, client, luz, lesson):
        _row, address = self.door(lesson, "upload")
        upload = SimpleUploadedFile("a.po", str(file(client, here(lesson))).encode())
        answer = client.post(address, {"file": upload, "next": "https://evil.example/"})
        assert answer["Location"] == here(lesson)


def test_a_standard_page_has_its_file_too(client, luz):
    from learning.models import HomePage, StandardPage  # noqa: PLC0415  learning stands above

    home = HomePage.objects.get(locale__language_code="en")
    page = home.add_child(
        instance=StandardPage(
            title="About us", slug="about", body=[text("<p>We listen.</p>")], locale=home.locale
        )
    )
    found = file(client, here(page))
    assert [entry.msgctxt.partition("#")[0] for entry in found] == ["about", "about"]
    assert send(client, here(page), say(found)).status_code == 302
    made = Page.objects.get(translation_key=page.translation_key, locale__language_code="es")
    assert made.live is False
    assert made.get_latest_revision_as_object().title == "es About us"
    page.title = "Who we are"
    page.save_revision().publish()
    assert file(client, here(page))[0].msgid == "Who we are"


def test_the_button_is_for_translations_that_one_may_change(luz, lesson):
    assert po_desk.is_for(luz, spanish(lesson))
    assert not po_desk.is_for(luz, lesson)


# --- what is not public
@pytest.fixture
def hidden(page):
    """A lesson that was written, and published in no language."""
    found = LessonPage(title="Kestrel", slug="hidden", minutes=5, live=False, locale=page.locale)
    return page.get_parent().add_child(instance=found)


def test_what_was_never_public_is_not_handed_to_translators(client, luz, page, hidden):
    begin = "/cms/localize/submit/page/"
    for address in (here(hidden), f"{here(hidden)}texts.po", f"{begin}{hidden.pk}/"):
        assert client.get(address).status_code == 404
    assert client.get(f"{begin}{page.pk}/").status_code == 200


def test_nor_does_it_come_along_with_the_pages_above_it(client, luz, page, hidden):
    module, spanish = page.get_parent(), Locale.objects.get(language_code="es")
    asked = {"locales": [spanish.pk], "include_subtree": "on"}
    client.post(f"/cms/localize/submit/page/{module.pk}/", asked)
    assert not Page.objects.filter(translation_key=hidden.translation_key, locale=spanish).exists()


def test_who_writes_it_takes_it_out(client, eve, hidden):
    derive_groups(eve, eve.day())
    assert "Kestrel" in come_in(client, eve).get(f"{here(hidden)}texts.po").content.decode()


def test_a_course_that_is_not_public_is_not_in_the_list(client, luz, page):
    CoursePage.objects.get(slug="listening").unpublish()
    assert "/cms/po/course/listening/" not in client.get("/cms/po/es/").content.decode()
