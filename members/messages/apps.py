"""App configuration of members.messages."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """One message service: kinds, templates, channels, never the same twice."""

    name = "members.messages"
    label = "member_messages"
