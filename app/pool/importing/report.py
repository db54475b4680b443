"""What an import did, told truthfully."""

from dataclasses import dataclass

from app.kernel.errors import Problem


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not loaded: the line it starts on (the header's is 1), its id if it has one, and why."""

    line: int
    source_id: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Counts of the rows loaded, every row refused, and the columns that were not looked at."""

    added: int
    updated: int
    unchanged: int
    refused: tuple[RefusedRow, ...]
    ignored_columns: tuple[str, ...]

    @property
    def last_line(self) -> str:
        """Return the line that other programs read (design/api.md)."""
        return (
            f"added {self.added}, updated {self.updated}, "
            f"unchanged {self.unchanged}, refused {len(self.refused)}"
        )
