"""Addresses of standing in, to be included at `personal/vertretung/`."""

from django.urls import path

from members.deputies.views import heads, own

app_name = "deputies"
urlpatterns = [
    path("", own.index, name="index"),
    path("leitung/<int:grant>/", heads.of_head, name="of_head"),
    path("leitung/<int:grant>/<int:pk>/beenden/", heads.end, name="end_of_head"),
    path("<int:pk>/beenden/", own.end, name="end"),
]
