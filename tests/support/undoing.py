"""Work that leaves no trace: all its transactions are one in the end, which is rolled back."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.infra.db import db


@contextmanager
def undone() -> Iterator[None]:
    """Turn each transaction of the block into a savepoint of one that is rolled back, on one connection.

    Nothing is copied and nothing is written to a disk, so a thousand such blocks cost little, and each begins
    with the same database. Only what a commit itself does is not tried.
    """
    engine = db.engines[None]
    db.session.remove()
    with engine.connect() as connection:
        whole = connection.begin()
        connection.begin_nested()  # tells the sessions to make savepoints of their own
        db.engines[None] = connection
        try:
            yield
        finally:
            db.session.remove()
            db.engines[None] = engine
            whole.rollback()
