"""Addresses of extra time, to be included at `lernen/zeitzugaben/`."""

from django.urls import path

from courses.learning import extra_time_views as views

app_name = "extra_time"
urlpatterns = [
    path("", views.extra_time, name="list"),
    path("<int:pk>/beenden/", views.withdraw, name="withdraw"),
]
