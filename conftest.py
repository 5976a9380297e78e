"""Loaded before the tests and all that they import: keeps what is logged out of the terminal, between the results.

The test harness lets the root logger write to the terminal and SQLAlchemy log each statement. Where a test fails,
pytest shows what it logged by itself.
"""

import logging

logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)
for handler in [one for one in logging.root.handlers if type(one) is logging.StreamHandler]:
    logging.root.removeHandler(handler)
logging.root.addHandler(logging.NullHandler())  # with none at all Python would write warnings to the terminal
