import pytest

from app.infra.api.document.naming import NamedTwiceError, named, short_name
from app.infra.api.document.operations import without_null


def document(**schemas):
    return {"paths": {}, "webhooks": {}, "components": {"schemas": schemas}}


def test_what_is_nested_twice_stands_once_under_its_own_name():
    money, body = {"type": "object", "title": "Money"}, {"$ref": "#/components/schemas/Outer.MoneyBody"}

    found = named(document(**{"Outer.MoneyBody": money, "Other.MoneyBody": money, "Outer": body}))

    assert found["components"]["schemas"] == {
        "Money": {"type": "object"},
        "Outer": {"$ref": "#/components/schemas/Money"},
    }


def test_two_schemas_of_one_name_are_told_rather_than_mixed():
    with pytest.raises(NamedTwiceError, match="Line"):
        named(document(**{"Quote.Line": {"type": "object"}, "Order.Line": {"type": "string"}}))


def test_what_two_packages_call_alike_has_two_names():
    names = {short_name(f"{outer}.DocumentKind") for outer in ("EnterpriseDocumentForm", "OrderDocumentForm")}

    assert names == {"EnterpriseDocumentKind", "OrderDocumentKind"}


def test_in_an_address_nothing_is_null_but_what_may_be_of_two_kinds_stays_so():
    text, number = {"type": "string"}, {"type": "integer"}

    assert without_null({"anyOf": [text, {"type": "null"}], "default": None}) == text
    assert without_null({"anyOf": [text, number]}) == {"anyOf": [text, number]}
