"""Invoices, e-invoices, payments, Stripe."""
