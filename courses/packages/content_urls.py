"""Addresses of the content origin; the platform's own host has none of them."""

from django.urls import path

from courses.packages import content_views

urlpatterns = [
    path("<str:token>/start", content_views.play, name="content_start"),
    path("<str:token>/anfang", content_views.begin, name="content_begin"),
    path("<str:token>/stand", content_views.commit, name="content_commit"),
    path("<str:token>/befund", content_views.examined, name="content_examined"),
    path("<str:token>/laufzeit/<path:name>", content_views.runtime_file, name="content_runtime"),
    path("<str:token>/dateien/<path:name>", content_views.package_file, name="content_package"),
    path("<str:token>/ersatz/<path:name>", content_views.file_with_storage, name="content_storage"),
    path("<str:token>/inhalt/<path:name>", content_views.file, name="content_file"),
]
