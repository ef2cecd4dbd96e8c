"""Who plays the packages."""

AUTHOR, LEARNER = "autor@dhbw.example", "pakete@probe.example"
PASSWORD = "demo-kommunalcampus"
