"""Requests a minute, for clients that have a limit; the others cost nothing.

Counted in a table of one row per client, with one atomic statement: the shared cache of this
platform lies in the same database, needs five statements for the same and counts parallel requests
too low.
"""

from django.db import connection

from campus.kit import dates
from courses.xapi.errors import TooManyRequests
from courses.xapi.models import Client

_SECONDS = 60
_COUNT = (
    "INSERT INTO xapi_clientminute (client_id, minute, requests) VALUES (%s, %s, 1) "
    "ON CONFLICT (client_id) DO UPDATE SET minute = excluded.minute, requests = CASE "
    "WHEN xapi_clientminute.minute = excluded.minute THEN xapi_clientminute.requests + 1 "
    "ELSE 1 END RETURNING requests"
)


def count_request(client: Client) -> None:
    """Count a request of a client with a limited rate; raise TooManyRequests beyond it."""
    if client.rate_per_minute is None:
        return
    minute, second = divmod(int(dates.now().timestamp()), _SECONDS)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [client.pk, minute])
        requests = cursor.fetchall()[0][0]
    if requests > client.rate_per_minute:
        raise TooManyRequests(rate=client.rate_per_minute, retry_after=_SECONDS - second)
