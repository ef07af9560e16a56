"""The addresses of the site; verbs stand before pages, so that no slug can collide with one."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import serve_pattern
from wagtail.views import serve

from learning import account, cms, exit, files, health, notices, views

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
        path("account/notices/", notices.page, name="account_notices"),
        path("account/notices/read/", notices.read, name="account_notices_read"),
        path("account/", account.hub, name="account"),
        path("account/record/", account.what_we_hold, name="account_record"),
        path("account/export/", account.my_copy, name="account_export"),
        path("account/export/<uuid:uuid>/", account.fetch_copy, name="account_export_file"),
        path("account/export/<uuid:uuid>/delete/", account.remove_copy, name="account_export_end"),
        path("account/leave/", account.leave, name="account_leave"),
        path("account/", include("people.urls.account")),
        path("account/", include("allauth.urls")),
        path("people/", include("people.urls.people")),
        re_path(serve_pattern, serve, name="wagtail_serve"),  # wagtail.urls has a login of its own
    ),
]
