"""Addresses of the reports."""

from django.urls import path

from campus.reports import views

app_name = "reports"

urlpatterns = [path("", views.board, name="board")]
