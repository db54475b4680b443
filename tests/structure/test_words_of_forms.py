"""What a form says where something is missing is said once, in our own words."""

import re

from tests.support.application import ROOT

# Without a text of its own a validator speaks with the words of its library.
LEFT_TO_THE_LIBRARY = re.compile(r"\b(?:Input|Data)Required\(\)")


def test_what_is_missing_is_asked_for_in_the_same_words_on_every_page():
    forms = {path: path.read_text("utf-8") for path in (ROOT / "app").rglob("*.py")}
    assert sum("GIVEN" in text for text in forms.values()) > 20
    assert [path for path, text in forms.items() if LEFT_TO_THE_LIBRARY.search(text)] == []
