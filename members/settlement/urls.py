"""Addresses of settlement: the provider's own, and the office's."""

from django.urls import path, re_path

from members.settlement import office_views, views

app_name = "settlement"
NUMBER = r"(?P<number>GU-\d{4}-\d{5,})"
OFFICE = "genossenschaft/abrechnung/"
OWN = "lehre/abrechnung/"

urlpatterns = [
    path(OWN, views.statements, name="statements"),
    re_path(rf"^{OWN}{NUMBER}/$", views.statement, name="statement"),
    re_path(rf"^{OWN}{NUMBER}/(?P<kind>pdf|csv)/$", views.statement_file, name="statement_file"),
    path(OFFICE, office_views.providers, name="office"),
    # A statement's number would also pass for a provider's part of the address.
    re_path(rf"^{OFFICE}{NUMBER}/$", office_views.statement, name="office_statement"),
    re_path(
        rf"^{OFFICE}{NUMBER}/(?P<kind>pdf|csv)/$", office_views.statement_file, name="office_file"
    ),
    re_path(rf"^{OFFICE}{NUMBER}/korrektur/$", office_views.take_back, name="take_back"),
    re_path(rf"^{OFFICE}{NUMBER}/antwort/$", office_views.answer, name="answer"),
    path(f"{OFFICE}<slug:provider>/", office_views.provider, name="office_provider"),
    path(f"{OFFICE}<slug:provider>/vereinbarung/", office_views.agree, name="agree"),
    path(f"{OFFICE}<slug:provider>/ausstellen/", office_views.issue, name="issue"),
]
