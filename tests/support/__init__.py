"""What the test run itself stands on: database, network guard, browser."""

# Environment: the migrated database of PostgreSQL, and the folder of the loaded demo, that
# `tests/run_all.py` has made for all workers.
MIGRATED, DEMO = "KC_TEST_MIGRATED", "KC_TEST_DEMO"
