"""Addresses of exports in the studio, inside Wagtail's admin."""

from django.urls import path

from courses.exchange import views

app_name = "exchange"
urlpatterns = [
    path("modul/<int:module>/", views.show_formats, name="formats"),
    path("modul/<int:module>/anlegen/", views.ask_for, name="ask"),
    path("<uuid:key>/stand/", views.tell_progress, name="progress"),
    path("<uuid:key>/datei/", views.download, name="download"),
]
