"""Below notes/: the shared record, one's own notes, access requests, handing over."""

from django.urls import path

from supervision.views import handing, note_asking, notes

urlpatterns = [
    path("notes/", notes.mine, name="notes"),
    path("notes/ask/", note_asking.ask, name="notes_ask"),
    path("notes/asked/", note_asking.asked, name="notes_asked"),
    path("notes/asked/<uuid:uuid>/", note_asking.answer, name="notes_answer"),
    path("notes/handing/", handing.records, name="notes_handing"),
    path("notes/handing/record/<uuid:uuid>/", handing.propose, name="notes_propose"),
    path("notes/handing/<uuid:uuid>/", handing.answer, name="notes_handed"),
    path("notes/earlier/<uuid:uuid>/", notes.earlier, name="notes_earlier"),
    path("notes/<uuid:uuid>/", notes.of_session, name="notes_of"),
]
