"""Runs migrations on the application's own engine, so that SQLite behaves here as it does there."""

from alembic import context

from app.infra.db import Base, db


def run() -> None:
    """Migrate in one transaction: half a migration is none."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            transactional_ddl=True,
            transaction_per_migration=False,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
