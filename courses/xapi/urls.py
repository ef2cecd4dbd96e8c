"""Addresses of the learning record store, to be included at `xapi/`."""

from django.urls import URLPattern

app_name = "xapi"
urlpatterns: list[URLPattern] = []
