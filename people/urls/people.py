"""Below /<lang>/people/: for those who invite, and give and end roles."""

from django.urls import path

from people.views import recovery

urlpatterns: list = [
    path("recoveries/", recovery.recoveries, name="recoveries"),
    path("recoveries/<int:pk>/agree/", recovery.agree, name="agree_recovery"),
    path("recoveries/<int:pk>/stop/", recovery.stop, name="stop_recovery"),
]
