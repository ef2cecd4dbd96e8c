"""Addresses of bookings for others, to be included at `personal/buchungen/`."""

from django.urls import path

from courses.bookings.views import booking, seats

app_name = "bookings"

urlpatterns = [
    path("", booking.listed, name="list"),
    path("neu/", booking.create, name="create"),
    path("vorschlag/<uuid:reference>/", booking.proposed, name="proposed"),
    path("<uuid:reference>/", booking.detail, name="detail"),
    path("<uuid:reference>/rueckgaengig/", booking.undo, name="undo"),
    path("<uuid:reference>/uebergeben/", booking.hand_over, name="hand_over"),
    path("plaetze/", seats.listed, name="seats"),
    path("platz/<uuid:key>/", seats.seat, name="seat"),
    path("platz/<uuid:key>/zurueckgeben/", seats.give_back, name="give_back"),
]
