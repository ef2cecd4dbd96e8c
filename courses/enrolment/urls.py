"""Addresses of booking, to be included at `buchung/`."""

from django.urls import path

from courses.enrolment import views

app_name = "enrolment"
urlpatterns = [
    path("<int:offer>/", views.enrol, name="enrol"),
    path("<int:offer>/arbeitgeber/", views.employer, name="employer"),
    path("<int:offer>/zurueckziehen/", views.withdraw, name="withdraw"),
    path("<int:offer>/stornieren/", views.cancel, name="cancel"),
]
