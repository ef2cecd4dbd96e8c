"""Addresses of pending approvals, to be included at `personal/genehmigungen/`."""

from django.urls import path

from courses.enrolment import approval_views

app_name = "approvals"
urlpatterns = [
    path("", approval_views.pending, name="list"),
    path("<uuid:registration>/", approval_views.decide, name="decide"),
]
