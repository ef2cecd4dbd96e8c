"""Addresses of the public site that are not Wagtail pages."""

from django.urls import path

from campus.pages import views

app_name = "pages"
urlpatterns = [
    path("rueckmeldung/", views.feedback, name="feedback"),
    path("rueckmeldung/danke/", views.feedback_thanks, name="feedback_thanks"),
]
