"""Below people/, owed/ and calendar/: what is owed, the caseload, the feed."""

from django.urls import path

from supervision.views import feed, owed

urlpatterns = [
    path("people/", owed.my_people, name="people"),
    path("people/<int:pk>/", owed.person, name="person"),
    path("owed/", owed.mine, name="owed"),
    path("owed/all/", owed.everybody, name="owed_all"),
    path("calendar/link/", feed.page, name="feed_settings"),
    path("calendar/link/new/", feed.make, name="feed_new"),
    path("calendar/link/end/", feed.end, name="feed_end"),
    path("calendar/<str:token>.ics", feed.calendar, name="calendar"),
]
