"""Addresses of releases from obligations."""

from django.urls import path

from courses.moves import views

app_name = "course_moves"

urlpatterns = [
    path("pflichten/<int:pk>/person/<int:key>/entbinden/", views.release, name="release"),
]
