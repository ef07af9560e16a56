from django.urls import path

from certification.views import hands

urlpatterns = [
    path("granted/<uuid:uuid>/take-back/", hands.revoke, name="award_revoke"),
    path("granted/<uuid:uuid>/anew/", hands.reissue, name="award_reissue"),
    path("granted/<uuid:uuid>/more-time/", hands.extend, name="award_extend"),
    path("again/", hands.again, name="again"),
    path("again/<uuid:uuid>/", hands.looked, name="looked"),
    path("of/<int:pk>/<slug:slug>/bridge/", hands.bridge, name="bridge"),
]
