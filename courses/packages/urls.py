"""Addresses of packages in the studio, inside Wagtail's admin."""

from django.urls import path

from courses.packages import views

app_name = "packages"
urlpatterns = [
    path("", views.show_packages, name="packages"),
    path("neu/", views.add_package, name="add"),
    path("<uuid:key>/", views.show_package, name="package"),
    path("<uuid:key>/stand/", views.tell_progress, name="progress"),
    path("<uuid:key>/loeschen/", views.delete_package, name="delete"),
    path("<uuid:key>/probe/<int:part>/", views.show_trial, name="trial"),
    path("<uuid:key>/probe/<int:part>/ergebnis/", views.tell_trial, name="trial_result"),
]
