"""The log says in the reader's words what was done."""

import re

from app.infra.code_words import WORDS
from tests.support.application import ROOT

NOTED = re.compile(r'(?:\baction=|_note\([^"()]*)"([a-z_-]+)"')


def test_every_action_that_is_noted_has_a_word():
    modules = [module.read_text("utf-8") for module in (ROOT / "app").rglob("*.py")]
    noted = {action for module in modules for action in NOTED.findall(module)}
    assert {"feature", "save_account", "import-answer"} <= noted
    assert noted - set(WORDS) == set()
