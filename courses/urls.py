"""Addresses of this room. Verbs stand under `-/`, before any slug can be read."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from courses import (
    views,
    views_activities,
    views_assigning,
    views_feedback,
    views_leaving,
    views_on_paper,
    views_pathways,
    views_questions,
    views_surveys,
    views_ways,
)


class Slug(StringConverter):
    """A page's slug; never the lone hyphen under which the verbs stand."""

    regex = r"(?!-/)[-\w]+"


register_converter(Slug, "page_slug")

app_name = "courses"
LESSON = "<page_slug:course>/<page_slug:module>/<page_slug:lesson>/"
urlpatterns = [
    path("", views.index, name="index"),
    path("-/assigning/", views_assigning.index, name="assigning"),
    path("-/assigning/-/person/<int:pk>/", views_assigning.to_person, name="assign_person"),
    path("-/assigning/-/team/<int:pk>/", views_assigning.to_team, name="assign_team"),
    path("-/assigning/-/role/<slug:role>/", views_assigning.to_role, name="assign_role"),
    path("-/assigning/-/<int:pk>/withdraw/", views_assigning.withdraw, name="withdraw_assignment"),
    path("-/<page_slug:course>/leave/", views_leaving.leave, name="leave"),
    path("-/<page_slug:course>/enrol/", views.enrol, name="enrol"),
    path("-/<page_slug:course>/one-page/", views_on_paper.one_page, name="one_page"),
    path("-/<page_slug:course>/leading/", views_on_paper.leading, name="leading"),
    path("-/<page_slug:course>/finish/", views.finish, name="finish"),
    path(f"-/{LESSON}answer/<uuid:block_id>/", views_questions.answer, name="answer"),
    path(f"-/{LESSON}sit/<uuid:block_id>/", views_questions.sit, name="sit"),
    path(f"-/{LESSON}keep/<uuid:block_id>/", views_questions.keep, name="keep"),
    path(f"-/{LESSON}talk/<uuid:block_id>/", views_questions.talk, name="talk"),
    path(f"-/{LESSON}said/<uuid:block_id>/", views_activities.said, name="activity_said"),
    path(
        f"-/{LESSON}statement/<uuid:block_id>/",
        views_activities.statement,
        name="activity_statement",
    ),
    path(f"-/{LESSON}state/<uuid:block_id>/", views_activities.state, name="activity_state"),
    path(f"-/{LESSON}survey/<uuid:block_id>/", views_surveys.answer, name="survey"),
    path(f"-/{LESSON}check/", views_questions.check, name="check"),
    path(f"-/{LESSON}done/", views.done, name="done"),
    path("-/pathway/<page_slug:slug>/", views_pathways.pathway, name="pathway"),
    path("-/said/", views_feedback.said, name="said"),
    path("-/said/<uuid:uuid>/name/", views_feedback.take_name_off, name="said_name"),
    path("-/<page_slug:course>/<page_slug:module>/take/", views_ways.take, name="take"),
    path(f"-/{LESSON}feedback/", views_feedback.say, name="feedback"),
    path("<page_slug:course>/", views.course, name="course"),
    path("<page_slug:course>/one-page.pdf", views_on_paper.one_page_file, name="one_page_file"),
    path("<page_slug:course>/leading.pdf", views_on_paper.leading_file, name="leading_file"),
    path("<page_slug:course>/<page_slug:module>/", views.module, name="module"),
    path(LESSON, views.lesson, name="lesson"),
]
