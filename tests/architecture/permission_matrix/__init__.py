"""Who may open which address: one row per address, asked of every actor.

`tables/<room>.py` holds the rows of a room. An address without a row fails `test_coverage`;
`test_matrix` asks each row as every actor, for an object of the actors' own municipality and
provider ("here") and for one of another ("there").
"""
