"""Running the platform: health, backup, restore, scheduled jobs, translations."""
