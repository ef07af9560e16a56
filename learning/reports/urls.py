"""Addresses of reports, below the overview."""

from django.urls import path

from learning.reports import views

urlpatterns = [
    path("", views.index, name="reports"),
    path("new/", views.new, name="report_new"),
    path("grants/", views.add_grant, name="grant_add"),
    path("grants/<int:pk>/", views.grant, name="grant"),
    path("<uuid:uuid>/", views.report, name="report"),
    path("<uuid:uuid>/report.pdf", views.pdf, name="report_pdf"),
    path("<uuid:uuid>/report.xlsx", views.xlsx, name="report_xlsx"),
]
