"""The addresses of the site; verbs stand before pages, so that no slug can collide with one."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import serve_pattern
from wagtail.views import serve

from learning import cms, exit, files, health, views

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("exit/", exit.leave, name="exit"),
    path("files/<uuid:uuid>/", files.file, name="file"),
    path("cms/media/<path:path>", files.cms_media),
    path("cms/login/", cms.to_our_door),
    path("cms/password_reset/", cms.to_our_door),
    path("cms/account/", cms.to_my_account),
    re_path(r"^cms/(?:password_reset|users|groups|account)/(?P<rest>.*)$", cms.not_mounted),
    re_path(r"^cms/bulk/(?:people|auth)/(?P<rest>.*)$", cms.not_mounted),
    path("cms/", include(wagtailadmin_urls)),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("my-learning/", views.my_learning, name="my_learning"),
        path("courses/", include("courses.urls")),
        path("account/", include("people.urls.account")),
        path("account/", include("allauth.urls")),
        path("people/", include("people.urls.people")),
        re_path(serve_pattern, serve, name="wagtail_serve"),  # wagtail.urls has a login of its own
    ),
]
