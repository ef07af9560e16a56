"""The page that plays a package, and its files: opened by a pass, asked again, and never ours."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from courses import views_player
from courses.h5p import passes
from courses.joining import enrol
from courses.models import Course
from tests.courses.activities.conftest import BLOCK

LESSON = "/en/courses/listening/first/l1/"


@pytest.fixture
def player(ana, on_it, client):
    """The address of the player in Ana's lesson."""
    client.force_login(ana)
    page = client.get(LESSON).content.decode()
    return page.partition('data-player="')[2].partition('"')[0].replace("&amp;", "&")


def file_of(player, name="content/content.json"):
    return urlsplit(player).path + name


def test_a_lesson_holds_the_way_to_its_player(player):
    page = Client().get(player)
    assert page.status_code == 200
    assert 'id="h5p"' in page.content.decode()


def test_the_player_is_shut_in(player):
    policy = Client().get(player)["Content-Security-Policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert "connect-src http://testserver/h5p/;" in policy


def test_only_a_lesson_with_an_activity_may_frame_and_only_the_player(client, ana, player):
    assert "frame-src http://testserver/h5p/" in client.get(LESSON)["Content-Security-Policy"]
    other = client.get("/en/courses/listening/")["Content-Security-Policy"]
    assert "frame-src 'none'" in other


def test_a_file_of_the_package_needs_no_cookie(player):
    answer = Client().get(file_of(player))
    assert b"group" in b"".join(answer.streaming_content)
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "name", ["h5p.json", "content/content.json", "Mainstay.Sorting-1.1/library.json"]
)
def test_whatever_is_visited_directly_runs_nothing(player, name):
    answer = Client().get(file_of(player, name))
    assert answer["Content-Security-Policy"].startswith("sandbox;")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "name", ["nothing.js", "../../etc/passwd", "content/", "Other-1.1/library.json"]
)
def test_there_is_nothing_else(player, name):
    assert Client().get(file_of(player, name)).status_code == 404


def test_a_pass_that_was_changed_opens_nothing(player):
    changed = player.replace("/?", "x/?")
    assert Client().get(changed).status_code == 404


def test_a_pass_ends(ana, played_course, activity):
    long_ago = timezone.now().date() - timedelta(days=2)
    scope = str(played_course.translation_key)
    old = passes.written(passes.Pass(activity.package_id, scope, ana.pk, long_ago))
    assert Client().get(f"/h5p/{old}/").status_code == 404


def test_who_may_no_longer_read_the_course_reads_no_file_of_it(player, ana, on_it):
    Course.objects.update(audience="assigned")
    on_it.delete()
    assert Client().get(file_of(player)).status_code == 404


def test_whose_account_was_closed_reads_no_file(player, ana):
    ana.is_active = False
    ana.save()
    assert Client().get(file_of(player)).status_code == 404


def test_the_pass_of_a_visitor_opens_public_courses_only(played_course, activity):
    today = timezone.now().date()
    opens = passes.written(
        passes.Pass(activity.package_id, str(played_course.translation_key), None, today)
    )
    assert Client().get(f"/h5p/{opens}/").status_code == 404
    views_player.answers.clear()
    Course.objects.update(audience="public")
    assert Client().get(f"/h5p/{opens}/").status_code == 200


def test_on_its_own_host_there_are_packages_and_nothing_else(player, settings):
    settings.PACKAGE_HOST = "packages.testserver"
    settings.ALLOWED_HOSTS = ["testserver", "packages.testserver"]
    there = {"headers": {"host": "packages.testserver"}}
    assert Client().get(player, **there).status_code == 200
    assert Client().get("/en/", **there).status_code == 404
    assert Client().get("/static/css/main.css", **there).status_code == 404
    assert Client().get(player).status_code == 404


def test_the_player_on_its_own_host_may_be_framed_by_the_site_alone(player, settings):
    settings.PACKAGE_HOST = "packages.testserver"
    settings.ALLOWED_HOSTS = ["testserver", "packages.testserver"]
    answer = Client().get(player, headers={"host": "packages.testserver"})
    assert f"frame-ancestors {settings.SITE_URL};" in answer["Content-Security-Policy"]


def test_the_core_is_kept_for_a_year_and_only_of_this_release(player):
    page = Client().get(player).content.decode()
    core = page.partition('<script src="')[2].partition("/shim.js")[0]
    answer = Client().get(f"{core}/frame.bundle.js")
    assert "immutable" in answer["Cache-Control"]
    assert Client().get("/h5p/core/0123456789ab/frame.bundle.js").status_code == 404
    assert Client().get(f"{core}/../../../manage.py").status_code == 404


def test_files_are_asked_for_in_few_statements(player, django_assert_max_num_queries):
    Client().get(file_of(player))
    with django_assert_max_num_queries(1):
        Client().get(file_of(player))


def test_a_lesson_without_an_activity_in_reach_still_goes_on(client, ana, on_it, activity):
    activity.versions.all().delete()
    activity.delete()
    client.force_login(ana)
    page = client.get(LESSON).content.decode()
    assert "You can go on without it." in page
    assert f'id="activity-{BLOCK}"' in page


def test_the_players_own_words_are_in_the_language_of_the_page(player):
    assert "Full screen" in Client().get(player).content.decode()
    enrolled = Client().get(player.replace("lang=en", "lang=ar")).content.decode()
    assert 'dir="rtl"' in enrolled


def test_enrolling_is_what_lets_progress_be_sent(client, noor, played_course):
    client.force_login(noor)
    assert "data-records" not in client.get(LESSON).content.decode()
    enrol(noor, played_course, by=noor)
    assert "data-records" in client.get(LESSON).content.decode()
