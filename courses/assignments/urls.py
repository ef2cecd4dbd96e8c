"""Addresses of HR's obligations."""

from django.urls import path

from courses.assignments.views import obligations, overview

app_name = "assignments"

urlpatterns = [
    path("", overview.dashboard, name="dashboard"),
    path("pflichten/neu/", obligations.create, name="create"),
    path("pflichten/<int:pk>/", obligations.detail, name="detail"),
    path("pflichten/<int:pk>/erinnern/", obligations.remind, name="remind"),
    path("pflichten/<int:pk>/aemter/", obligations.widen, name="widen"),
    path("pflichten/<int:pk>/beenden/", obligations.end, name="end"),
    path("matrix/", overview.matrix, name="matrix"),
    path("matrix.csv", overview.matrix_csv, name="matrix_csv"),
]
