"""Deeds: save a plan, pause, resume and end it, receive newcomers, take people out and back in."""

from courses.onboarding.services.keeping import bring_in, end, pause, resume, take_out
from courses.onboarding.services.receiving import receive
from courses.onboarding.services.saving import save, take_back

__all__ = ["bring_in", "end", "pause", "receive", "resume", "save", "take_back", "take_out"]
