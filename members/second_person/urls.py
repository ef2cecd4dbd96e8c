"""Addresses of the rule of two."""

from django.urls import path

from members.second_person import views

app_name = "second_person"

urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:reference>/", views.detail, name="detail"),
]
