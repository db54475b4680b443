import pytest

from app.accounts.domain.addresses import local_path, normalised_email


@pytest.mark.parametrize("target", ["/", "/instruments?q=a%20b", "/bookings/B-7KQ2M#money", "/a?next=//b"])
def test_a_path_of_this_site_is_followed(target):
    assert local_path(target) == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "instruments",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: b=c",
    ],
)
def test_anything_else_leads_home(target):
    assert local_path(target) == "/"


def test_an_e_mail_address_has_one_spelling():
    assert normalised_email("  Lin@Demo.Example ") == "lin@demo.example"
