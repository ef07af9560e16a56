"""What happens at the edges: moved, copied, removed, withdrawn, and words that are not there."""

from courses.models import CoursePage, CoursesIndexPage
from tests.courses.test_lesson import LESSON, read


def status(client, path=LESSON):
    return client.get(path).status_code


def course_page(course, language="en"):
    pages = CoursePage.objects.filter(translation_key=course.translation_key)
    return pages.get(locale__language_code=language)


def shelf(language):
    return CoursesIndexPage.objects.get(locale__language_code=language)


# --- what is kept in memory


def test_who_looked_in_before_takes_no_question_from_who_joined(client, ana, bo, course, on_it):
    for who, can_answer in ((bo, False), (ana, True)):
        client.force_login(who)
        assert ('type="radio"' in read(client)) is can_answer
