"""HR: obligations, periods, reminders, compliance matrix."""
