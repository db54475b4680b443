"""The webhooks of crowd.py's people."""

from app.webhooks.registering import MOST_HOOKS
from tests.support.api_caller import Caller
from tests.support.papers import done


def webhook_of(by: Caller, count: int) -> str:
    """Register addresses, and let one be told something; nothing is sent without a scheduler."""
    wanted = {"url": "https://lab.example/hook", "topics": ["booking", "claim"]}
    *_, last = [done(by, "/webhooks", wanted)["ref"] for _ in range(min(count, MOST_HOOKS))]
    for _ in range(count):
        done(by, f"/webhooks/{last}/test")
    return str(last)
