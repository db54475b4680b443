"""A dump of a database's tables, to tell whether anything changed."""

from typing import Any

from sqlalchemy import MetaData, create_engine


def table_dump(database_url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every table's rows in a fixed order."""
    engine = create_engine(database_url)
    try:
        metadata = MetaData()
        with engine.connect() as connection:
            metadata.reflect(connection)
            return {
                name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
                for name, table in metadata.tables.items()
            }
    finally:
        engine.dispose()
