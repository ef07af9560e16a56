"""Addresses of this room, a file for each of its tables."""

from supervision.urls import agreements, answers, notes, offline, owed, papers, practice, sessions
from supervision.urls import home as front

app_name = "supervision"
urlpatterns = [
    *front.urlpatterns,
    *sessions.urlpatterns,
    *answers.urlpatterns,
    *agreements.urlpatterns,
    *notes.urlpatterns,
    *owed.urlpatterns,
    *practice.urlpatterns,
    *papers.urlpatterns,
    *offline.urlpatterns,
]
