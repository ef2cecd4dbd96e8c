"""Large uploads that go on after a break: tus 1.0 on the server, one form field for pages."""
