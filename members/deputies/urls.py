"""Addresses of standing in, to be included at `personal/vertretung/`."""

from django.urls import path

from members.deputies import views

app_name = "deputies"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/beenden/", views.end, name="end"),
]
