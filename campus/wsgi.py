"""WSGI entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus.settings.production")
application = get_wsgi_application()
# What start-up made stays: the garbage collector need not look through it again and again.
gc.collect()
gc.freeze()
