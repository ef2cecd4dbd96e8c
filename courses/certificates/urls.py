"""Addresses of certificates."""

from django.urls import path

from courses.certificates import views

app_name = "certificates"

urlpatterns = [
    path("nachweis/", views.check, name="check"),
    path("nachweis/<str:number>/", views.verify, name="verify"),
    path("nachweis/<str:number>/pdf/", views.pdf, name="pdf"),
    path("nachweis/<str:number>/widerrufen/", views.revoke, name="revoke"),
    path("lernen/bescheinigungen/", views.own, name="own"),
]
