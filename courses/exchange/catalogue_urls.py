"""Addresses of the office's list of catalogues, below `genossenschaft/kataloge/`."""

from django.urls import path

from courses.exchange.catalogues import views

app_name = "catalogues"
urlpatterns = [
    path("", views.show, name="list"),
    path("neu/", views.add, name="add"),
    path("<uuid:key>/", views.source, name="source"),
    path("<uuid:key>/lesen/", views.read, name="read"),
    path("<uuid:key>/entfernen/", views.remove, name="remove"),
]
