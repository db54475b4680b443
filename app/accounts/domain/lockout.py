"""How long somebody must wait who tries too often. Pure: counts and times in, counts and times out.

Every try is counted before its password is looked at, so that many tries at once can not slip past the count;
a try that turns out right is taken back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil


class TryKind(StrEnum):
    """What is tried, and what it is counted by: the account, or the client's address."""

    SIGN_IN_ACCOUNT = "sign_in_account"
    SIGN_IN_ADDRESS = "sign_in_address"
    RESET_ACCOUNT = "reset_account"
    RESET_ADDRESS = "reset_address"
    SIGN_UP_ACCOUNT = "sign_up_account"
    SIGN_UP_ADDRESS = "sign_up_address"
    INVITE_PERSON = "invite_person"
    FOUND_PERSON = "found_person"


@dataclass(frozen=True, slots=True)
class Rule:
    """`free` tries cost no wait; each one more doubles it, from `first_wait` up to `longest_wait`."""

    free: int
    first_wait: timedelta
    longest_wait: timedelta


@dataclass(frozen=True, slots=True)
class Tally:
    """The tries on record against one subject."""

    tries: int
    last_tried_at: datetime
    locked_until: datetime | None = None


# An address may be a whole university's; an account is one person's, whom a stranger's guesses must not
# lock out for a day. So the address has more free tries, and the account a shorter longest wait.
RULES: Mapping[TryKind, Rule] = {
    TryKind.SIGN_IN_ACCOUNT: Rule(5, timedelta(seconds=30), timedelta(minutes=15)),
    TryKind.SIGN_IN_ADDRESS: Rule(20, timedelta(seconds=30), timedelta(hours=1)),
    TryKind.RESET_ACCOUNT: Rule(3, timedelta(minutes=5), timedelta(hours=1)),
    TryKind.RESET_ADDRESS: Rule(10, timedelta(minutes=5), timedelta(hours=1)),
    TryKind.SIGN_UP_ACCOUNT: Rule(3, timedelta(minutes=5), timedelta(hours=1)),
    TryKind.SIGN_UP_ADDRESS: Rule(20, timedelta(minutes=5), timedelta(hours=1)),
    # Somebody signed in: invitations a day, and tries at founding (each tells of a credit code).
    TryKind.INVITE_PERSON: Rule(50, timedelta(minutes=5), timedelta(hours=1)),
    TryKind.FOUND_PERSON: Rule(10, timedelta(minutes=5), timedelta(hours=1)),
}
FORGOTTEN_AFTER = timedelta(days=1)


def seconds_to_wait(tally: Tally, now: datetime) -> int:
    """Return how many whole seconds the next try has to wait; 0 when it may be made."""
    if tally.locked_until is None:
        return 0
    return max(0, ceil((tally.locked_until - now).total_seconds()))


def after_try(tally: Tally, rule: Rule, now: datetime) -> Tally:
    """Return the tally with one try more. A quiet day makes it start anew."""
    earlier = 0 if tally.last_tried_at <= now - FORGOTTEN_AFTER else tally.tries
    tries = earlier + 1
    beyond = tries - rule.free
    if beyond < 0:
        return Tally(tries, now)
    # 2 ** 20 first waits are longer than any longest wait; the bound keeps the number small.
    wait = min(rule.first_wait * 2 ** min(beyond, 20), rule.longest_wait)
    return Tally(tries, now, now + wait)


def taken_back(tally: Tally) -> Tally:
    """Return the tally without its last try, which was right."""
    return Tally(max(0, tally.tries - 1), tally.last_tried_at)


def address_block(address: str) -> str:
    """Return what a client address is counted as: an IPv6 client owns a whole /64 to try from."""
    try:
        parsed = ip_address(address)
    except ValueError:  # a unix socket's peer has no address
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Network((parsed, 64), strict=False))
    return str(parsed)
