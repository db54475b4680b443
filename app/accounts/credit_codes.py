"""统一社会信用代码, an organisation's number: 18 characters, the last a check (GB 32100-2015)."""

import unicodedata

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength, ValidationError

from app.kernel.errors import Problem
from app.kernel.text import N_

_FIELD = "credit_code"


def compact(code: str) -> str:
    """Return the code as it is kept: no spaces or hyphens, capitals, and no full-width signs (９ → 9)."""
    kept: str = uscc.compact(unicodedata.normalize("NFKC", code))
    return kept


def credit_code_problems(code: str) -> list[Problem]:
    """Return why a compact code is wrong, each with a fix; none when it is right."""
    try:
        # python-stdnum takes digits of any script; kept as they are, the same code could be there twice.
        if not code.isascii():
            raise InvalidFormat
        uscc.validate(code)
    except InvalidLength:
        message = N_("A unified social credit code has 18 characters; this has %(length)s.")
        return [Problem("credit_code_length", message, _FIELD, values={"length": len(code)})]
    except InvalidChecksum:
        message = N_("The last character of this unified social credit code does not fit the others.")
        fix = N_("Check the code for a mistyped character.")
        return [Problem("credit_code_check", message, _FIELD, fix)]
    except ValidationError:
        message = N_(
            "This is not a unified social credit code: it has a character in a place where it can not be."
        )
        fix = N_("The letters I, O, Z, S and V are never part of a code; places 3 to 8 are digits.")
        return [Problem("credit_code_format", message, _FIELD, fix)]
    return []
