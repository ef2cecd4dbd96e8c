"""Addresses of the catalogue, below `/katalog/`."""

from django.urls import path

from courses.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("", views.search, name="search"),
    path("extern/<uuid:key>/", views.external, name="external"),
]
