"""The steps by which stores of older versions become today's (alembic); see docs/database.md."""
