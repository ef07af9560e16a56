"""Below practice/: hours of direct work."""

from django.urls import path

from supervision.views import practice

urlpatterns = [
    path("practice/", practice.my_week, name="practice"),
    path("practice/confirm/", practice.to_confirm, name="practice_confirm"),
    path("practice/confirm/<int:pk>/", practice.confirm, name="practice_confirmed"),
    path("practice/<uuid:uuid>/take-back/", practice.take_back, name="practice_take_back"),
    path("practice/totals/", practice.totals, name="practice_totals"),
]
