"""Addresses of the first steps."""

from django.urls import path

from courses.first_steps import views

app_name = "first_steps"

urlpatterns = [
    path("", views.listed, name="list"),
    path("<slug:step>/", views.decide, name="decide"),
]
