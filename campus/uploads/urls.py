"""Addresses of uploads, inside Wagtail's admin: its guards hold for them, too."""

from django.urls import path

from campus.uploads import views

app_name = "uploads"
urlpatterns = [
    path("", views.start, name="start"),
    path("<uuid:key>/", views.go_on, name="upload"),
]
