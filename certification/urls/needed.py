from django.urls import path

from certification.views import needed

urlpatterns = [path("", needed.index, name="index")]
