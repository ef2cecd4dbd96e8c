"""Addresses of billing."""

from django.urls import path, re_path

from members.billing.views import invoices, own, payments, runs, stripe

app_name = "billing"

NUMBER = r"(?P<number>[A-Z]{2}-\d{4}-\d{5,})"
KIND = r"(?P<kind>pdf|ubl|cii)"
OFFICE = "genossenschaft/rechnungen/"

urlpatterns = [
    path(OFFICE, invoices.invoices, name="invoices"),
    path(f"{OFFICE}laeufe/", runs.runs, name="runs"),
    path(f"{OFFICE}laeufe/<int:pk>/", runs.run, name="run"),
    path(f"{OFFICE}laeufe/<int:pk>/ausstellen/", runs.issue_all, name="issue_all"),
    path(f"{OFFICE}entwuerfe/<int:pk>/", runs.draft, name="draft"),
    path(f"{OFFICE}entwuerfe/<int:pk>/pdf/", runs.draft_pdf, name="draft_pdf"),
    path(f"{OFFICE}entwuerfe/<int:pk>/ausstellen/", runs.issue, name="issue"),
    path(f"{OFFICE}entwuerfe/<int:pk>/verwerfen/", runs.discard, name="discard"),
    path(f"{OFFICE}offene-posten/", invoices.open_items, name="open_items"),
    path(f"{OFFICE}zahlungen/", payments.payments, name="payments"),
    path(f"{OFFICE}zahlungen/<int:pk>/zuordnen/", payments.allocate, name="allocate"),
    path(f"{OFFICE}zahlungen/<int:pk>/ruecknahme/", payments.reverse, name="reverse_payment"),
    path(f"{OFFICE}einstellungen/", invoices.settings, name="settings"),
    re_path(rf"^{OFFICE}{NUMBER}/$", invoices.invoice, name="invoice"),
    re_path(rf"^{OFFICE}{NUMBER}/{KIND}/$", invoices.invoice_file, name="invoice_file"),
    re_path(rf"^{OFFICE}{NUMBER}/zahlung/$", payments.pay, name="pay"),
    re_path(rf"^{OFFICE}{NUMBER}/korrektur/$", invoices.reverse, name="reverse"),
    path("rechnungen/", own.my_invoices, name="my_invoices"),
    re_path(rf"^rechnungen/{NUMBER}/$", own.my_invoice, name="my_invoice"),
    re_path(rf"^rechnungen/{NUMBER}/{KIND}/$", own.my_file, name="my_file"),
    re_path(rf"^rechnungen/{NUMBER}/online/$", own.pay_online, name="pay_online"),
    path("stripe/webhook/", stripe.webhook, name="stripe_webhook"),
]
