"""Addresses of the office's decisions, to be included at `genossenschaft/lernwerkzeuge/`."""

from django.urls import path

from courses.tools import approval_views

app_name = "tool_approval"
urlpatterns = [
    path("", approval_views.show, name="list"),
    path("<uuid:key>/", approval_views.decide, name="decide"),
]
