"""Reading a table out of a workbook (XLSX): its first visible sheet, as the CSV that would have been sent."""

from app.infra.workbooks.reading import is_workbook, table_of

__all__ = ["is_workbook", "table_of"]
