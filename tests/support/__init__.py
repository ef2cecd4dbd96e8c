"""What the test run itself stands on: database, network guard, browser."""
