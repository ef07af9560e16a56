"""Where the courses of one language stand."""

from courses.models import CoursesIndexPage

SLUG = "courses"
TITLES = {"en": "Courses", "es": "Cursos", "fr": "Cours", "ar": "الدورات"}


def shelf_for(home) -> CoursesIndexPage:
    """The courses index below this home page, made where it is missing."""
    known = CoursesIndexPage.objects.child_of(home).first()
    if known:
        return known
    title = TITLES.get(home.locale.language_code, TITLES["en"])
    return home.add_child(instance=CoursesIndexPage(title=title, slug=SLUG, locale=home.locale))
