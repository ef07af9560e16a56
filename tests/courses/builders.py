"""Small courses for tests: real pages in four languages, built in a few lines."""

import uuid

from wagtail.models import Locale

from courses.models import Course, CoursePage, CoursesIndexPage, LessonPage, ModulePage


def text(html="<p>Some words.</p>"):
    return {"type": "text", "id": str(uuid.uuid4()), "value": html}


def question(prompt="What helps?", right=1, options=("Asking why", "Offering a choice", "Waiting")):
    items = [
        {
            "type": "item",
            "id": str(uuid.uuid4()),
            "value": {"text": words, "is_right": n == right, "feedback": f"On {words}."},
        }
        for n, words in enumerate(options)
    ]
    value = {"prompt": f"<p>{prompt}</p>", "options": items}
    return {"type": "question", "id": str(uuid.uuid4()), "value": value}


def option(block, n):
    """The uuid of the n-th answer of a question block."""
    return uuid.UUID(block["value"]["options"][n]["id"])


def published(page, below):
    below.add_child(instance=page)
    page.save_revision().publish()
    return page


def make_course(slug="listening", lessons=2, body=None, audience="members"):
    """A live English course with one module; every lesson has a text and one question."""
    shelf = CoursesIndexPage.objects.get(locale__language_code="en")
    where = {"locale": shelf.locale}
    page = published(CoursePage(title="Listening", slug=slug, summary="To hear.", **where), shelf)
    module = published(ModulePage(title="First steps", slug="first", **where), page)
    for n in range(1, lessons + 1):
        blocks = body or [text(f"<p>Words of lesson {n}.</p>"), question(f"Question {n}?")]
        title = f"Lesson {n} title"
        published(LessonPage(title=title, slug=f"l{n}", body=blocks, minutes=10, **where), module)
    course = Course.objects.get(slug=slug)
    Course.objects.filter(pk=course.pk).update(audience=audience)
    course.refresh_from_db()
    return course


def translate(course, language, *, live=True):
    """The course's pages in another language: the same structure, words marked with its code."""
    locale = Locale.objects.get(language_code=language)
    for kind in (CoursePage, ModulePage, LessonPage):
        for page in source_pages(course, kind):
            twin = page.copy_for_translation(locale)
            twin.title = f"{language}: {page.title}"
            if kind is LessonPage:
                twin.body = in_language(twin.body.raw_data, language)
            twin.save_revision()
            if live:
                twin.latest_revision.publish()


def source_pages(course, kind):
    root = CoursePage.objects.get(
        translation_key=course.translation_key, locale__language_code="en"
    )
    return list(kind.objects.descendant_of(root, inclusive=True).order_by("path"))


def in_language(raw, language):
    for block in raw:
        if block["type"] == "text":
            block["value"] = block["value"].replace("<p>", f"<p>{language}: ")
    return list(raw)


def lesson_page(course, n=1, language="en"):
    return LessonPage.objects.get(
        slug=f"l{n}", url_path__startswith=f"/{language}/courses/{course.slug}/"
    )


def question_of(page):
    return next(block for block in page.body.raw_data if block["type"] == "question")
