"""Numbers of their own for what a process makes on the platform of the journeys.

Each process would count its examples from 0 anew, and a second town of that number is refused.
"""

from factory.django import DjangoModelFactory


def number_from(first: int) -> None:
    """Let every factory that has not counted yet begin at a number."""
    DjangoModelFactory._setup_next_sequence = classmethod(lambda cls: first)
