"""Addresses of the small server of `tus_server`."""

from django.urls import include, path

urlpatterns = [path("admin/hochladen/", include("campus.uploads.urls"))]
