"""Addresses of onboarding plans."""

from django.urls import path

from courses.onboarding.views import members, plans, saving

app_name = "course_onboarding"

urlpatterns = [
    path("", plans.listed, name="list"),
    path("neu/", saving.create, name="create"),
    path("vorschlag/<uuid:reference>/", saving.proposed, name="proposed"),
    path("<uuid:reference>/", plans.detail, name="detail"),
    path("<uuid:reference>/aendern/", saving.change, name="change"),
    path("<uuid:reference>/stand/", plans.state, name="state"),
    path("<uuid:reference>/rueckgaengig/", plans.undo, name="undo"),
    path("<uuid:reference>/person/<int:key>/", members.member, name="member"),
]
