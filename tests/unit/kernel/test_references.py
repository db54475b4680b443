import re

from app.kernel.ids import new_reference


def test_a_reference_has_no_letters_that_look_alike():
    for _ in range(500):
        assert re.fullmatch(r"B-[2-9ABCDEFGHJKMNPQRSTWXYZ]{5}", new_reference("B"))
