from django.urls import path

from certification.views import papers, signing

urlpatterns = [
    path("asked/", signing.index, name="asked"),
    path("sign/<slug:code>/", signing.sign, name="sign"),
    path("sign/<slug:code>/<slug:by_whom>/<int:pk>/", signing.sign_for, name="sign_for"),
    path("signed/<uuid:uuid>/take-back/", signing.take_back, name="sign_take_back"),
    path("papers/", papers.index, name="papers"),
    path("papers/elsewhere/", papers.elsewhere, name="elsewhere"),
    path("papers/<uuid:uuid>/", papers.fetch, name="paper_file"),
    path("papers/<uuid:uuid>/take-back/", papers.withdraw, name="paper_withdraw"),
    path("papers/<uuid:uuid>/look/", papers.check, name="paper_check"),
]
