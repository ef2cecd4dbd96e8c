"""Addresses of feedback."""

from django.urls import path

from courses.feedback import views

app_name = "ratings"

urlpatterns = [path("<int:course_id>/", views.rate, name="rate")]
