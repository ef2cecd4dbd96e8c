"""Addresses of a person's own data."""

from django.urls import path

from courses.privacy import views

app_name = "privacy"

urlpatterns = [
    path("lernen/privat/daten/", views.data, name="data"),
    path("lernen/privat/daten/<uuid:reference>/stand/", views.progress, name="progress"),
    path("lernen/privat/daten/<uuid:reference>/<str:kind>/", views.download, name="download"),
    path("lernen/privat/loeschen/", views.delete, name="delete"),
    path("geloescht/<uuid:reference>/", views.deleted, name="deleted"),
]
