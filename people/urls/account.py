"""Below /<lang>/account/, before allauth's own: what is one's own, and the ways in."""

from django.urls import path

from people.views.address import MyAddress

urlpatterns: list = [
    path("email/", MyAddress.as_view(), name="account_email"),
]
