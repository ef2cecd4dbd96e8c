"""Every grant in one place; Wagtail groups are derived from it."""
