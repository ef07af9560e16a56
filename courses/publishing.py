"""What publishing, withdrawing and removing a page means in all languages.

Every save draws a new edition of the course, so that no process shows an old outline. Publishing
the source brings its structure into the translations that are live, and never makes one live;
withdrawing it withdraws them all.
"""

import uuid

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move
from wagtail_localize.models import Translation, TranslationSource

from courses.models import Course, CoursePage, LessonPage, ModulePage
from courses.packs.quiet import is_importing

KINDS = (CoursePage, ModulePage, LessonPage)
COURSE_PATH = 4 * Page.steplen  # root, home, shelf, course


def connect() -> None:
    for kind in KINDS:
        post_save.connect(draw_new_edition, sender=kind)
        post_delete.connect(draw_new_edition, sender=kind)
        post_page_move.connect(draw_new_edition, sender=kind)
        page_published.connect(bring_into_translations, sender=kind)
        page_unpublished.connect(withdraw_translations, sender=kind)


def draw_new_edition(instance, **kwargs) -> None:
    """One statement; a move within a course keeps its first sixteen letters of path."""
    above = CoursePage.objects.filter(path=instance.path[:COURSE_PATH]).values("translation_key")
    Course.objects.filter(translation_key__in=above).update(edition=uuid.uuid4())


def bring_into_translations(instance, **kwargs) -> None:
    """The blocks, their order and the right answers of the source, with the words there are."""
    if is_importing():
        return
    source = TranslationSource.objects.get_for_instance_or_none(instance)
    if source is None or source.locale_id != instance.locale_id:
        return
    source.update_from_db()
    live = {page.locale_id for page in instance.get_translations().filter(live=True, alias_of=None)}
    for translation in Translation.objects.filter(source=source, target_locale__in=live):
        translation.save_target(publish=True)


def withdraw_translations(instance, **kwargs) -> None:
    """What is withdrawn for safety must not stay readable in another language."""
    course = Course.objects.filter(
        translation_key__in=CoursePage.objects.filter(path=instance.path[:COURSE_PATH]).values(
            "translation_key"
        )
    ).first()
    if course and instance.locale.language_code == course.source_locale:
        for page in instance.get_translations().filter(live=True):
            page.specific.unpublish()
