"""Where a list goes on: whatever a name is written with, the page after it can be asked for."""

import pytest

from app.infra.api.cursors import decode_cursor, encode_cursor
from app.kernel.errors import Invalid

NAMES = ["", "太湖\u3000材料", "👩\u200d🔬实验室", "Zero\u200bWidth", "私\ue863有", "شركة\u200f"]


@pytest.mark.parametrize("name", NAMES)
def test_a_cursor_holds_any_name(name):
    assert decode_cursor(encode_cursor([name, 7]), str, int) == [name, 7]


@pytest.mark.parametrize("text", ["a\0b", "half \ud83d"])
def test_a_cursor_holds_no_text_that_can_not_be_kept(text):
    with pytest.raises(Invalid):
        decode_cursor(encode_cursor([text, 7]), str, int)
