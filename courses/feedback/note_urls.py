"""Addresses of a learner's own notes, to be included at `lernen/notizen/`."""

from django.urls import path

from courses.feedback import note_views

app_name = "notes"

urlpatterns = [
    path("", note_views.notes, name="list"),
    path("<int:pk>/", note_views.edit, name="edit"),
    path("<uuid:registration>/<uuid:item_key>/", note_views.add, name="add"),
]
