"""Addresses of a lesson's files: the platform's own, or those of whoever shows the lesson.

A page for people without an account puts `lesson_files` into its context, with addresses that it
guards itself.
"""

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse

register = template.Library()
NAME = "lesson_files"


@register.simple_tag(takes_context=True)
def film_address(context: Mapping[str, Any], address: str) -> str:
    """Return where a film, a recording, its captions or its still picture is found."""
    files = context.get(NAME)
    return str(files.film(address)) if files else address


@register.simple_tag(takes_context=True)
def document_address(context: Mapping[str, Any], document: Any) -> str:
    """Return where a document is downloaded."""
    files = context.get(NAME)
    return str(files.document(document.pk) if files else document.url)


@register.simple_tag(takes_context=True)
def framed_address(context: Mapping[str, Any], document: Any) -> str:
    """Return where a document is found as a lesson frames it."""
    files = context.get(NAME)
    key = document.pk
    return str(files.framed(key)) if files else reverse("learning:document", args=[key])
