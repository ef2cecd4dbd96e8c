"""Private parts of storing a batch; other rooms use courses.xapi.services."""
