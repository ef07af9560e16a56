"""Below people/, owed/ and calendar/: what is owed, the caseload, the feed."""

from django.urls import path

from supervision.views import owed

urlpatterns = [
    path("people/", owed.my_people, name="people"),
    path("people/<int:pk>/", owed.person, name="person"),
    path("owed/", owed.mine, name="owed"),
    path("owed/all/", owed.everybody, name="owed_all"),
]
