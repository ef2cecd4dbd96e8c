"""Addresses of offers, to be included at `genossenschaft/angebote/`."""

from django.urls import path

from courses.enrolment import offer_views

app_name = "offers"
urlpatterns = [
    path("", offer_views.offers, name="list"),
    path("<int:course>/", offer_views.edit, name="edit"),
    path("<int:course>/schliessen/", offer_views.close, name="close"),
]
