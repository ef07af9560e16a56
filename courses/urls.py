"""Addresses of this room. Verbs stand under `-/`, before any slug can be read."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from courses import views


class Slug(StringConverter):
    """A page's slug; never the lone hyphen under which the verbs stand."""

    regex = r"(?!-/)[-\w]+"


register_converter(Slug, "page_slug")

app_name = "courses"
LESSON = "<page_slug:course>/<page_slug:module>/<page_slug:lesson>/"
urlpatterns = [
    path("", views.index, name="index"),
    path("-/<page_slug:course>/enrol/", views.enrol, name="enrol"),
    path("-/<page_slug:course>/finish/", views.finish, name="finish"),
    path(f"-/{LESSON}answer/<uuid:block_id>/", views.answer, name="answer"),
    path(f"-/{LESSON}done/", views.done, name="done"),
    path("<page_slug:course>/", views.course, name="course"),
    path("<page_slug:course>/<page_slug:module>/", views.module, name="module"),
    path(LESSON, views.lesson, name="lesson"),
]
