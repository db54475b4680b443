import pytest

from app.accounts.credit_codes import compact, credit_code_problems


@pytest.mark.parametrize("written", ["91110000 6000-37341l", "９１１１００００６０００３７３４１Ｌ"])
def test_a_right_code_passes_however_it_is_written(written):
    assert compact(written) == "91110000600037341L"
    assert credit_code_problems("91110000600037341L") == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("", "credit_code_length"),
        ("9111000060003734", "credit_code_length"),
        ("911100006000373411", "credit_code_check"),
        ("9111000060003734IL", "credit_code_format"),
        ("91ABCDEF600037341L", "credit_code_format"),
        ("９１110000600037341L", "credit_code_format"),
    ],
)
def test_a_wrong_code_names_the_field_and_what_is_wrong(code, expected):
    (problem,) = credit_code_problems(code)

    assert (problem.code, problem.field) == (expected, "credit_code")
