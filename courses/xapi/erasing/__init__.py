"""Private parts of erasing; other rooms use courses.xapi.services."""
