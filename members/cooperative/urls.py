"""Addresses of the cooperative."""

from django.urls import path

from members.cooperative.views import applications, dashboard, fees, members

app_name = "cooperative"

urlpatterns = [
    path("mitglied-werden/", applications.join, name="join"),
    path("mitglied-werden/danke/", applications.joined, name="joined"),
    path("genossenschaft/", dashboard.dashboard, name="dashboard"),
    path("genossenschaft/antraege/", applications.applications, name="applications"),
    path("genossenschaft/antraege/neu/", applications.new_application, name="new_application"),
    path("genossenschaft/antraege/<int:pk>/", applications.application, name="application"),
    path("genossenschaft/mitglieder/", members.register, name="members"),
    path("genossenschaft/mitglieder.csv", members.register_csv, name="members_csv"),
    path("genossenschaft/mitglieder/<int:number>/", members.member, name="member"),
    path(
        "genossenschaft/mitglieder/<int:number>/einzahlung/",
        members.share_payment,
        name="share_payment",
    ),
    path(
        "genossenschaft/mitglieder/<int:number>/anteile/",
        members.further_shares,
        name="further_shares",
    ),
    path("genossenschaft/mitglieder/<int:number>/kuendigung/", members.notice, name="notice"),
    path("genossenschaft/beitragsordnung/", fees.schedules, name="schedules"),
    path("genossenschaft/beitragsordnung/neu/", fees.new_schedule, name="new_schedule"),
    path("genossenschaft/beitragsordnung/<int:pk>/", fees.edit_schedule, name="edit_schedule"),
    path("genossenschaft/beitragsordnung/<int:pk>/in-kraft/", fees.activate, name="activate"),
    path("genossenschaft/beitraege/", fees.contributions, name="contributions"),
]
