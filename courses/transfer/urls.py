"""Addresses of proofs taken along: of the learner, and of HR."""

from django.urls import path

from courses.transfer import views

app_name = "course_transfer"

HR = "personal/mitgebracht/"
urlpatterns = [
    path("lernen/mitnehmen/", views.own, name="own"),
    path("lernen/mitnehmen/<int:pk>/zuruecknehmen/", views.withdraw, name="withdraw"),
    path(HR, views.waiting, name="waiting"),
    path(f"{HR}<int:pk>/anerkennen/", views.recognise, name="recognise"),
    path(f"{HR}<int:pk>/ablehnen/", views.refuse, name="refuse"),
]
