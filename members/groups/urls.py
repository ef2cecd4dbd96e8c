"""Addresses of groups of staff."""

from django.urls import path

from members.groups import views

app_name = "staff_groups"

urlpatterns = [
    path("", views.listed, name="list"),
    path("neu/", views.add, name="add"),
    path("<int:key>/", views.detail, name="detail"),
    path("<int:key>/aendern/", views.change, name="change"),
    path("<int:key>/entfernen/", views.remove, name="remove"),
]
