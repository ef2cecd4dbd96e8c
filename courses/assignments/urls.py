"""Addresses of HR's obligations."""

from django.urls import path

from courses.assignments import views

app_name = "assignments"

urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("pflichten/neu/", views.create, name="create"),
    path("pflichten/<int:pk>/", views.detail, name="detail"),
    path("pflichten/<int:pk>/erinnern/", views.remind, name="remind"),
    path("matrix/", views.matrix, name="matrix"),
    path("matrix.csv", views.matrix_csv, name="matrix_csv"),
]
