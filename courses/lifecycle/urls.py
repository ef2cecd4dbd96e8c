"""Addresses of the upkeep of modules."""

from django.urls import path

from courses.lifecycle import views

app_name = "lifecycle"

urlpatterns = [
    path("", views.listed, name="list"),
    path("<int:pk>/", views.edit, name="edit"),
    path("<int:pk>/geprueft/", views.checked, name="checked"),
    path("<int:pk>/einstellen/", views.retire, name="retire"),
    path("<int:pk>/einstellen/zurueck/", views.undo, name="undo"),
]
