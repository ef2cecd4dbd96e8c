"""Addresses for monitoring; public, and without any content of the platform."""

from django.urls import path

from campus.operations import views

app_name = "operations"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
