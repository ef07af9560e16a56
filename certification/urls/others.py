from django.urls import path

from certification.views import others

urlpatterns = [path("of/<int:pk>/<slug:slug>/", others.of_person, name="of_person")]
