"""Below answers/ and months/: yes, not quite, and closing a month."""

from django.urls import path

from supervision.views import answers, codes, months

urlpatterns = [
    path("answers/", answers.page, name="answers"),
    path("answers/all/", answers.yes_to_all, name="answer_all"),
    path("answers/here/<str:token>/", codes.here, name="here"),
    path("answers/<uuid:uuid>/", answers.answer, name="answer"),
    path("answers/<uuid:uuid>/yes/", answers.yes, name="answer_yes"),
    path("answers/<uuid:uuid>/right/", answers.put_right, name="put_right"),
    path("sessions/<uuid:uuid>/code/", codes.code, name="qr"),
    path("months/", months.page, name="months"),
    path("months/close/", months.close, name="months_close"),
    path("months/<int:pk>/reopen/", months.reopen, name="month_reopen"),
]
