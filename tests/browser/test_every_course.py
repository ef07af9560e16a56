"""Each course that ships is gone through to its end, each in another language, on real pages."""

import pytest
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from courses.models import Attempt, Completion, Verb
from people.models import Role
from tests.browser.conftest import NUMBERS
from tests.browser.through import Through
from tests.conftest import person

WALKS = {
    "everyday-practice": ("fr", 1280),
    "working-across-cultures": ("ar", 320),
    "being-alongside": ("es", 320),
    "supervising-well": ("en", 1280),
    "looking-after-yourself": ("ar", 360),
    "keeping-people-safe": ("es", 1280),
    "using-this-site": ("fr", 320),
}


def finished_today(learner, language):
    with translation.override(language):
        day = date_format(learner.day(), "DATE_FORMAT")
        return gettext("You finished this course on %(day)s.") % {"day": day}


@pytest.mark.parametrize("slug", WALKS)
def test_a_course_is_gone_through_to_its_end_and_nothing_is_left_in_another_language(
    site, browse, slug
):
    language, width = WALKS[slug]
    learner = person(f"through-{next(NUMBERS)}", Role.TRAINEE, languages=[language])
    through = Through(browse(width=width), learner, slug, language)
    through.sign_in()
    through.join()
    through.whole()
    assert finished_today(learner, language) in through.page.locator("main").inner_text()
    answered = Attempt.objects.filter(
        enrolment__learner=learner, verb__in=[Verb.ANSWERED, Verb.SAT]
    )
    assert answered.values("block_id").distinct().count() == through.asked
    done = Completion.objects.get(enrolment__learner=learner)
    assert done.enrolment.course.slug == slug
    assert done.minutes == through.outline.minutes
    through.page.goto(f"/{language}/my-learning/")
    through.look()
    assert through.page.locator(f"main a[href='{through.outline.url}']").count()
    assert through.problems == []
