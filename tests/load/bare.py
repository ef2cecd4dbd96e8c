"""The floor of all figures: Django with one view, one query, and nothing around them."""

import os

import environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path


def view(request: HttpRequest) -> HttpResponse:
    """Answer with what one query gives."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name_de FROM catalogue_topic ORDER BY id LIMIT 1")
        return HttpResponse(str(cursor.fetchone()))


urlpatterns = [path("", view)]
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={
        "default": {**environ.Env.db_url_config(os.environ["DATABASE_URL"]), "CONN_MAX_AGE": 60}
    },
    DEBUG=False,
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY=os.environ["SECRET_KEY"],
)
application = get_wsgi_application()
