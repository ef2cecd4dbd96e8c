"""Deeds of sign-in by a municipality's own accounts."""

from members.sign_on.services.arriving import Welcome, arrive, confirm
from members.sign_on.services.confirming import Pending, check_code, send_code
from members.sign_on.services.setting_up import (
    Details,
    note_trial,
    refresh_metadata,
    save_connection,
    secret_of,
    set_only_way,
    switch_off,
    switch_on,
)

__all__ = [
    "Details",
    "Pending",
    "Welcome",
    "arrive",
    "check_code",
    "confirm",
    "note_trial",
    "refresh_metadata",
    "save_connection",
    "secret_of",
    "send_code",
    "set_only_way",
    "switch_off",
    "switch_on",
]
