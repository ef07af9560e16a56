"""The addresses of the site; verbs stand before pages, so that no slug can collide with one."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("cms/", include(wagtailadmin_urls)),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("", include(wagtail_urls)),
    ),
]
