"""The addresses of the site; verbs stand before pages, so that no slug can collide with one."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import serve_pattern
from wagtail.views import serve

from learning import (
    account,
    cms,
    exit,
    files,
    health,
    icons,
    look,
    notices,
    overview_views,
    private_host,
    ready,
    talks,
    text_size,
    views,
)
from learning.setup import views as setup
from learning.styleguide import views as styleguide

handler400 = "learning.errors.bad_request"
handler500 = "learning.errors.server_error"

LIBRARY = r"(?:audio|video|media|edit|delete|chooser|usage)/"  # wagtailmedia's own pages

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("exit/", exit.leave, name="exit"),
    path("manifest.webmanifest", icons.manifest, name="manifest"),
    path("favicon.ico", icons.favicon),
    path("files/<uuid:uuid>/", files.file, name="file"),
    path("", include("courses.urls_packages")),
    path("", include("certification.urls_public")),
    path("", include("wellbeing.urls")),
    path("setup/", setup.in_a_language),
    path("setup/<str:token>/", setup.in_a_language, name="setup_printed"),
    path("look/<slug:mark>.css", look.colour_sheet, name="organisation_colours"),
    path("look/<slug:mark>/logo", look.logo, name="organisation_logo"),
    re_path(rf"^cms/media/(?!{LIBRARY})(?P<path>.+)$", files.cms_media),
    path("cms/clips/<int:pk>/<slug:which>/", files.cms_clip),
    path("cms/downloads/<int:pk>/<str:name>", files.cms_document, name="wagtaildocs_serve"),
    path("cms/login/", cms.to_our_door),
    path("cms/password_reset/", cms.to_our_door),
    path("cms/account/", cms.to_my_account),
    re_path(r"^cms/(?:password_reset|users|groups|account)/(?P<rest>.*)$", cms.not_mounted),
    re_path(r"^cms/api/main/pages/\d+/action/(?P<rest>.*)$", cms.not_mounted),  # asks no reasons
    re_path(r"^cms/bulk/(?:people|auth)/(?P<rest>.*)$", cms.not_mounted),
    path("cms/", include(wagtailadmin_urls)),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("leaving/", exit.explain, name="leaving_quickly"),
        path("setup/", setup.guide, name="setup"),
        path("setup/link/<str:token>/", setup.link, name="setup_link"),
        path("setup/<slug:slug>/", setup.step, name="setup_step"),
        path("ready/", ready.page, name="ready"),
        path("styleguide/", styleguide.page, name="styleguide"),
        path("text-size/", text_size.choose, name="text_size"),
        path("support/", views.support, name="support"),
        path("support/", include("people.urls.support")),
        path("notes/", private_host.way_in, name="room"),
        path("my-learning/", views.my_learning, name="my_learning"),
        path("my-learning/record/", views.my_record, name="my_record"),
        path("my-learning/record.pdf", views.my_record_pdf, name="my_record_pdf"),
        path("my-learning/record.csv", views.my_record_csv, name="my_record_csv"),
        path("courses/", include("courses.urls")),
        path("supervision/", include("supervision.urls")),
        path("certificates/", include("certification.urls")),
        path("overview/", overview_views.index, name="overview"),
        path("overview/held/", overview_views.work, name="overview_work"),
        path("overview/offer/", overview_views.offer, name="overview_offer"),
        path("overview/path/", overview_views.put_on_path, name="overview_path"),
        path("overview/reports/", include("learning.reports.urls")),
        path("overview/table.csv", overview_views.table, {"kind": "csv"}, name="overview_csv"),
        path("overview/table.xlsx", overview_views.table, {"kind": "xlsx"}, name="overview_xlsx"),
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
        path("people/talks/", talks.page, name="talks"),
        path("people/talks/<int:pk>/", talks.confirm, name="talk"),
        path("people/", include("people.urls.people")),
        re_path(serve_pattern, serve, name="wagtail_serve"),  # wagtail.urls has a login of its own
    ),
    path("<slug:language>/notes/", private_host.way_in),
]
