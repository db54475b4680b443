"""What the document says of values that the domain itself reads, so that it tells every mistake in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic_core.core_schema import definitions_schema

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema


@dataclass(frozen=True, slots=True)
class DescribedAs:
    """An annotation: the value is taken and answered as it comes, and described as one of another type."""

    kind: Any

    def __get_pydantic_json_schema__(self, _: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the schema of the other type: a reference to it, where it is a model."""
        # As a set of definitions: of a model alone, pydantic would write the members out in place.
        return handler(definitions_schema(TypeAdapter(self.kind).core_schema, []))
