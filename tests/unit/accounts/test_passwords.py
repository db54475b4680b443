import pytest

from app.accounts import passwords
from app.accounts.domain.passwords import password_problems
from app.kernel.errors import Invalid


def codes(password: str) -> list[str]:
    return [
        problem.code for problem in password_problems(password, email="lin@demo.example", field="password")
    ]


def test_a_few_words_are_a_good_password():
    assert codes("correct horse battery") == []


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("short1x", ["password_too_short"]),
        ("abababababab", ["password_too_simple"]),
        ("my-LIN-is-the-name", ["password_has_email"]),
        ("many words " * 19, ["password_too_long"]),
        ("lin", ["password_too_short", "password_too_simple", "password_has_email"]),
    ],
)
def test_a_bad_password_is_told_every_reason(password, expected):
    assert codes(password) == expected


def test_a_password_is_never_kept_itself_and_matches_its_hash_only():
    kept = passwords.new_password_hash("correct horse battery", email="lin@demo.example")

    assert "horse" not in kept
    assert passwords.matches(kept, "correct horse battery")
    assert not passwords.matches(kept, "correct horse batter")


def test_nobody_matches_where_there_is_no_account():
    assert not passwords.matches(None, "correct horse battery")


def test_a_bad_password_is_refused_before_it_is_hashed():
    with pytest.raises(Invalid) as refusal:
        passwords.new_password_hash("short", email="lin@demo.example", field="password")

    assert refusal.value.problems[0].field == "password"
