"""Deeds of this room."""

from courses.lti.services.answering import Answer, authorize
from courses.lti.services.choosing import take_answer, take_over
from courses.lti.services.launching import (
    begin_choice,
    begin_learning,
    begin_trial,
    login_address,
)
from courses.lti.services.scoring import take_score
from courses.lti.services.tidying import tidy
from courses.lti.services.tokens import bearer, issue_token

__all__ = [
    "Answer",
    "authorize",
    "bearer",
    "begin_choice",
    "begin_learning",
    "begin_trial",
    "issue_token",
    "login_address",
    "take_answer",
    "take_over",
    "take_score",
    "tidy",
]
