import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from courses.languages import declaring
from courses.models import LessonPage
from tests.courses.builders import lesson_page, make_course, question, text
from tests.courses.languages.changing import AT, CALL, WORDS, spanish, strings
from tests.courses.test_publishing import localise


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    """wagtail-localize publishes, and we sum up, only after a commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def lesson(db, after_commit):
    """A lesson in English, translated into Spanish and live in both."""
    body = [text(WORDS), text(CALL), question("What helps?")]
    course = make_course(lessons=1, body=body)
    with after_commit():
        localise(course, "es")
    return lesson_page(course)


@pytest.fixture
def publish(after_commit):
    """With other words in a block or a field, and what an editor said of it; the page anew."""

    def published(page, severity="", *, by=None, **fields):
        page = type(page).objects.get(pk=page.pk)
        for name, value in fields.items():
            setattr(page, name, value)
        if severity:
            page.save_revision()
            declaring.declare(page, {}, severity, by=by, at=AT)
        with after_commit():
            page.save_revision().publish()
        return type(page).objects.get(pk=page.pk)

    return published


@pytest.fixture
def translate(after_commit):
    """Somebody saves each string of a block in Spanish, and publishes it if asked to."""

    def translated(page, block, words="es nuevo", *, public=False):
        locale = Locale.objects.get(language_code="es")
        with after_commit():
            for segment in strings(page, block):
                StringTranslation.objects.update_or_create(
                    translation_of=segment.string,
                    context=segment.context,
                    locale=locale,
                    defaults={"data": f"{words} {segment.string.data}", "tool_name": ""},
                )
            if public:
                target = Translation.objects.get(
                    source__object_id=page.translation_key, target_locale=locale
                )
                target.save_target(publish=True)
        return spanish(page) if isinstance(page, LessonPage) else None

    return translated
