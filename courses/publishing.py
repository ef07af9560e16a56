"""What publishing, withdrawing and removing a page means in all languages.

Every save draws a new edition of the course, so that no process shows an old outline. Publishing
the source brings its structure into the translations that are live, and never makes one live;
withdrawing or removing it withdraws or removes them all.
"""

import uuid

from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published, page_unpublished, post_page_move

from courses import prose, refreshing
from courses.editions import draw_new_edition
from courses.languages import carrying, listening
from courses.models import Course, CoursePage, LessonPage
from courses.models.pages import COURSE_PATH, KINDS
from courses.packs.quiet import is_importing
from office.clips import Clip, Track
from office.named_values import NamedValue
from office.organisation import Organisation


def connect() -> None:
    listening.connect()
    post_save.connect(draw_new_edition, sender=Page)  # so a list of pages and a move save them
    for kind in KINDS:
        post_save.connect(draw_new_edition, sender=kind)
        post_delete.connect(draw_new_edition, sender=kind)
        post_delete.connect(remove_translations, sender=kind)
        post_page_move.connect(draw_new_edition, sender=kind)
        page_published.connect(bring_into_translations, sender=kind)
        page_unpublished.connect(withdraw_translations, sender=kind)
    page_published.connect(make_files_ready, sender=LessonPage)
    for signal, kind in ((post_save, Clip), (pre_delete, Clip), (post_save, Track)):
        signal.connect(renew_where_played, sender=kind)
    post_delete.connect(renew_where_played, sender=Track)
    for kind in (NamedValue, Organisation):
        post_save.connect(draw_everything_anew, sender=kind)
        post_delete.connect(draw_everything_anew, sender=kind)
    for kind in (CoursePage, LessonPage):
        page_published.connect(ask_for_another_look, sender=kind)


def renew_where_played(instance, **kwargs) -> None:
    """A clip, or captions of it, that changed in the library is shown as it is now."""
    clip = instance if isinstance(instance, Clip) else Clip(pk=instance.clip_id)
    references = ReferenceIndex.get_references_to(clip).values_list("object_id", flat=True)
    for page in Page.objects.filter(pk__in={pk for pk in references if pk.isdigit()}):
        draw_new_edition(page)


def draw_everything_anew(**kwargs) -> None:
    """Any text may name any value: one statement for all courses."""
    Course.objects.update(edition=uuid.uuid4())


def renew(course: Course) -> None:
    """For what stands beside the pages: what every process shows of this course is old now."""
    Course.objects.filter(pk=course.pk).update(edition=uuid.uuid4())


def bring_into_translations(instance, **kwargs) -> None:
    """The blocks, their order and the right answers of the source, with the words there are."""
    if not is_importing():
        carrying.bring(instance, at=timezone.now())


def make_files_ready(instance, **kwargs) -> None:
    """For the readers of this language; pictures and files may differ between languages."""
    course = CoursePage.objects.filter(path=instance.path[:COURSE_PATH])
    for key in course.values_list("translation_key", flat=True):
        prose.make_files_ready(instance.body, course_key=key)


def ask_for_another_look(instance, **kwargs) -> None:
    """Where the page says that it teaches something else now."""
    refreshing.note(instance, at=timezone.now())


def withdraw_translations(instance, **kwargs) -> None:
    """What is withdrawn for safety must not stay readable in another language."""
    if instance.is_source():
        for page in instance.get_translations().filter(live=True):
            page.specific.unpublish()


def remove_translations(instance, **kwargs) -> None:
    """Nor stand there without its source. A course that nobody followed goes with its last page."""
    if not instance.is_source():
        return
    for page in instance.get_translations():
        page.delete()
    unused = Course.objects.filter(translation_key=instance.translation_key, enrolments=None)
    unused.delete()
