"""Below log/ and sessions/: the quick form, one session, the list, the calendar, topics."""

from django.urls import path

from supervision.views import logging_sessions, sessions, topics

urlpatterns = [
    path("log/", logging_sessions.log, name="log"),
    path("sessions/", sessions.index, name="sessions"),
    path("sessions/topics/", topics.index, name="topics"),
    path("sessions/topics/<uuid:uuid>/", topics.change, name="topic"),
    path("sessions/<uuid:uuid>/", sessions.page, name="session"),
    path("sessions/<uuid:uuid>/edit/", logging_sessions.edit, name="session_edit"),
    path("sessions/<uuid:uuid>/take-back/", sessions.take_back, name="session_take_back"),
    path("sessions/<uuid:uuid>/remind/", sessions.remind, name="session_remind"),
]
