"""WSGI entry point."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus.settings.production")
application = get_wsgi_application()
# What start-up made stays: the garbage collector need not look through it again and again.
gc.collect()
gc.freeze()
# Threads that wait for the database need the interpreter often and briefly; by default they would
# wait five milliseconds each time for one that computes.
sys.setswitchinterval(0.0005)
