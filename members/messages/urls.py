"""Addresses of the inbox."""

from django.urls import path

from members.messages import views

app_name = "member_messages"

urlpatterns = [
    path("lernen/mitteilungen/", views.inbox, name="inbox"),
    path("lernen/mitteilungen/gelesen/", views.read_all, name="read_all"),
    path("lernen/mitteilungen/<int:key>/", views.message, name="message"),
]
