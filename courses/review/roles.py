"""A role that is held for one course reaches its pages in a language that was just begun."""

from django.db.models.signals import post_save

from courses.models import CoursePage
from people import api as people


def connect() -> None:
    post_save.connect(reach_new_page, sender=CoursePage)


def reach_new_page(instance, created, raw=False, **kwargs) -> None:
    if created and not raw:
        people.lay_course(instance.translation_key)
