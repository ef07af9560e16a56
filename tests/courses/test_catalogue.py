"""The catalogue: found in one's own language and the first one, whatever capitals and accents."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from courses import catalogue, outline
from courses.folding import folded
from courses.joining import enrol, leave
from courses.models import Course, CoursePage, LessonPage, Topic
from tests.courses.builders import lesson_page, make_course, text, translate
from tests.courses.test_cost import forget, statements
from tests.courses.test_progress import FIRST, take

INDEX = "/en/courses/"


def called(course, title, *, language="en", summary=""):
    """The course with another title, in one language."""
    pages = CoursePage.objects.filter(
        translation_key=course.translation_key, locale__language_code=language
    )
    pages.update(title=title, summary=summary)
    outline.kept.clear()


def found(user, language="en", **asked):
    return [card["title"] for card in catalogue.look(user, language, asked).cards]


def html(client, path=INDEX):
    return client.get(path).content.decode()


class TestSearch:
    @pytest.mark.parametrize(
        ("title", "asked"),
        [
            ("Éléments de l’écoute", "elements ECOUTE"),
            ("Listening", "LISTEN"),
            ("Straße", "strasse"),
            ("الإصغاء", "الاصغاء"),
            ("إِصْغَاء", "اصغاء"),
            ("مدرســة", "مدرسه"),
            ("Part ٣", "part 3"),
        ],
    )
    def test_capitals_accents_and_vowel_marks_do_not_matter(self, ana, course, title, asked):
        called(course, title)
        assert found(ana, q=asked) == [title]

    def test_every_word_must_be_there(self, ana, course):
        called(course, "Listening well", summary="To hear.")
        assert found(ana, q="well hear") == ["Listening well"]
        assert found(ana, q="well speak") == []

    def test_titles_come_before_summaries_before_lessons(self, ana, course):
        in_summary, in_title = make_course("b"), make_course("c")
        called(course, "One")
        called(in_summary, "Two", summary="About a lesson.")
        called(in_title, "Lesson three")
        assert found(ana, q="lesson") == ["Lesson three", "Two", "One"]

    def test_a_lesson_that_was_looked_for_is_named(self, client, ana, course):
        client.force_login(ana)
        page = html(client, f"{INDEX}?q=lesson+2")
        assert "In it:" in page and "Lesson 2 title" in page

    def test_it_is_found_by_its_first_words_too(self, ana, course_in_arabic):
        assert found(ana, "ar", q="ar: listening") == found(ana, "ar", q="Listening")
        assert found(ana, "ar", q="Listening") == ["ar: Listening"]

    def test_what_is_not_translated_is_shown_in_its_language_and_says_so(self, client, ana, course):
        client.force_login(ana)
        page = html(client, "/ar/courses/?q=listening")
        assert 'lang="en" dir="auto"><a href="/ar/courses/listening/"' in page
        assert "card__note" in page

    def test_what_one_may_not_open_is_not_found(self, ana, bo, course):
        Course.objects.update(audience="assigned")
        enrol(bo, course, by=bo)
        assert found(ana, q="listening") == []
        assert found(bo, q="listening") == ["Listening"]

    def test_a_draft_is_not_found(self, ana, course):
        page = LessonPage.objects.filter(slug="l1").first()
        page.title = "Kestrel"
        page.save_revision()
        assert found(ana, q="kestrel") == []

    def test_by_topic_as_an_editor_named_it(self, ana):
        on_rights, _other = make_course("rights"), make_course("other")
        Topic.objects.create(code="rights", names={"en": "Rights at work"})
        row = {"topic": "rights", "minutes": 4}
        page = lesson_page(on_rights)
        page.topics = [{"type": "topic", "value": row}]
        page.save_revision().publish()
        called(on_rights, "My rights")
        look = catalogue.look(ana, "en", {})
        assert ("rights", "Rights at work") in look.form.fields["topic"].choices
        assert found(ana, topic="rights") == ["My rights"]

    def test_nothing_found_is_said_calmly_with_a_way_out(self, client, ana, course):
        client.force_login(ana)
        page = html(client, f"{INDEX}?q=xyz")
        assert "No course fits that" in page and f'href="{INDEX}"' in page and "0 courses" in page

    @pytest.mark.parametrize("asked", ["q=%00", "q=" + "a" * 5000, "page=x", "in=%FF", "length=no"])
    def test_what_makes_no_sense_breaks_nothing(self, client, ana, course, asked):
        client.force_login(ana)
        assert client.get(f"{INDEX}?{asked}").status_code == 200

    @given(some.text(max_size=40))
    def test_whatever_is_written_is_found_as_it_stands(self, words):
        assert folded(folded(words)) == folded(words) or "ı" in words.lower()


class TestFilters:
    def test_only_what_is_wholly_in_the_readers_language(self, ana, course):
        half, whole = make_course("half"), make_course("whole")
        translate(half, "es")
        translate(whole, "es")
        lesson = LessonPage.objects.get(url_path="/es/courses/half/first/l1/")
        lesson.unpublish()
        assert found(ana, "es", **{"in": "mine"}) == ["es: Listening"]
        spoken = [card["spoken"] for card in catalogue.look(ana, "en", {}).cards]
        assert spoken == ["", "", ""]

    @pytest.mark.parametrize(
        ("lessons", "length"),
        [(1, "short"), (3, "short"), (4, "medium"), (9, "medium"), (10, "long")],
    )
    def test_by_length(self, ana, db, lessons, length):
        make_course("one", lessons=lessons, body=[text()])
        fitting = [name for name in ("short", "medium", "long") if found(ana, length=name)]
        assert fitting == [length]

    def test_by_how_far_one_is(self, ana, course, on_it):
        done, left = make_course("done", lessons=1), make_course("left")
        for each, title in ((course, "Begun"), (done, "Done"), (left, "Left")):
            called(each, title)
        enrol(ana, done, by=ana)
        take(ana, done, FIRST)
        enrol(ana, left, by=ana)
        leave(ana, left)
        states = {state: found(ana, state=state) for state in ("new", "under_way", "done")}
        assert states == {"new": ["Left"], "under_way": ["Begun"], "done": ["Done"]}

    def test_a_visitor_is_not_asked_how_far_they_are(self, client, db):
        make_course(audience="public")
        page = html(client)
        assert 'name="length"' in page and 'name="state"' not in page

    def test_search_and_filters_go_together_and_stay_chosen(self, client, ana, course):
        client.force_login(ana)
        page = html(client, f"{INDEX}?q=Listening&length=short")
        assert "1 course<" in page and 'value="Listening"' in page
        assert '<option value="short" selected>' in page


class TestPage:
    def test_it_counts_in_its_heading_and_turns_pages(self, client, ana, db):
        for n in range(26):
            make_course(f"course-{n}", lessons=0)
        client.force_login(ana)
        first = html(client, f"{INDEX}?q=listening")
        assert "26 courses" in first and "?q=listening&amp;page=2" in first
        assert first.count('class="card"') == 24
        assert html(client, f"{INDEX}?q=listening&page=2").count('class="card"') == 2

    def test_an_empty_shelf_has_no_search(self, client, ana):
        client.force_login(ana)
        page = html(client)
        assert "No courses yet" in page and 'name="q"' not in page

    def test_fifty_courses_cost_as_much_as_two(self, client, ana, course):
        make_course("second", lessons=1)
        client.force_login(ana)
        ask = f"{INDEX}?q=lesson&in=mine&state=new"
        client.get(ask)
        few_warm = len(statements(lambda: client.get(ask)))
        forget()
        few = len(statements(lambda: client.get(ask)))
        for n in range(48):
            make_course(f"more-{n}", lessons=1, body=[text()])
        forget()
        assert len(statements(lambda: client.get(ask))) == few
        assert len(statements(lambda: client.get(ask))) == few_warm <= 5
