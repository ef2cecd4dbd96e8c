"""Addresses of accounts, invitations and staff."""

from django.urls import path

from members.people.views import invitations

app_name = "people"

urlpatterns = [
    path("konto/einladung/<str:secret>/", invitations.accept, name="accept_invitation"),
]
