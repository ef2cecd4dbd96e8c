"""Addresses of assignments of several things."""

from django.urls import path

from courses.bundles import views

app_name = "course_bundles"

urlpatterns = [
    path("", views.listed, name="list"),
    path("neu/", views.create, name="create"),
    path("vorschlag/<uuid:reference>/", views.proposed, name="proposed"),
    path("<uuid:reference>/", views.detail, name="detail"),
    path("<uuid:reference>/stand/", views.progress, name="progress"),
    path("<uuid:reference>/rueckgaengig/", views.undo, name="undo"),
    path("<uuid:reference>/benachrichtigen/", views.tell, name="tell"),
]
