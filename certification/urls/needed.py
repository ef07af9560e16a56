from django.urls import path

from certification.views import choosing, needed

urlpatterns = [
    path("", needed.index, name="index"),
    path("choose/", choosing.index, name="choose"),
    path("choose/<slug:slug>/", choosing.join, name="join"),
    path("rules/<slug:slug>/", choosing.rule, name="rule"),
    path("way/<slug:slug>/", needed.path, name="path"),
    path("way/<slug:slug>/answer.json", needed.as_json, name="as_json"),
    path("way/<slug:slug>/if/", needed.if_more, name="what_if"),
    path("way/<slug:slug>/ask/<str:line>/", needed.ask, name="ask"),
    path("way/<slug:slug>/tells/", choosing.tells, name="tells"),
    path("way/<slug:slug>/leave/", choosing.leave, name="leave"),
]
