"""Addresses of pending approvals, to be included at `personal/genehmigungen/`."""

from django.urls import path

from courses.enrolment import approval_views, refusal_views, statistics_views

app_name = "approvals"
urlpatterns = [
    path("", approval_views.pending, name="list"),
    path("statistik/", statistics_views.statistics, name="statistics"),
    path(
        "statistik.csv", statistics_views.statistics_file, {"ending": "csv"}, name="statistics_csv"
    ),
    path(
        "statistik.xlsx",
        statistics_views.statistics_file,
        {"ending": "xlsx"},
        name="statistics_xlsx",
    ),
    path("<uuid:registration>/", approval_views.decide, name="decide"),
    path("<uuid:registration>/ablehnen/", refusal_views.refuse, name="refuse"),
]
