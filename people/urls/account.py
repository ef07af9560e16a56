"""Below /<lang>/account/, before allauth's own: what is one's own, and the ways in."""

from django.urls import path

from people.views import myself

urlpatterns = [
    path("names/", myself.names, name="account_names"),
    path("languages/", myself.languages, name="account_languages"),
    path("told/", myself.told, name="account_told"),
]
