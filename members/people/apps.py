"""App configuration of members.people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who works where: departments, employments, invitations; maps a person to the opaque xAPI account."""

    name = "members.people"
    label = "people"
