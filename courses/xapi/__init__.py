"""The learning record store; knows owners only as opaque keys."""
