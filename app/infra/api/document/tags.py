"""What the calls are about: a tag for each resource, in the order in which a reader meets them."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.text import N_

_PREFIX = "/api/v1/"


@dataclass(frozen=True, slots=True)
class Tag:
    """A resource: its name as a catalogue text, what it is, and how the paths of its calls begin."""

    name: str
    text: str
    begins: tuple[str, ...]


#: From what is found and booked, over the money, to who decides on it all.
TAGS: tuple[Tag, ...] = (
    Tag(
        N_("Instruments"),
        "What is booked by time: found, published, with hours, prices, closures and outside calendars.",
        ("instruments",),
    ),
    Tag(N_("Free time"), "The earliest free slots in the whole pool.", ("free-slots",)),
    Tag(N_("Services"), "Work that is ordered: found, read and published.", ("services",)),
    Tag(N_("Providers"), "Who offers instruments and services.", ("providers",)),
    Tag(N_("Quotes"), "What a span costs and who pays what of it, promised for some minutes.", ("quotes",)),
    Tag(N_("Bookings"), "Time on an instrument: booked, confirmed, used, signed and settled.", ("bookings",)),
    Tag(
        N_("Service orders"),
        "Services: asked for, quoted, agreed, delivered, settled.",
        ("service-orders",),
    ),
    Tag(
        N_("Own shares"),
        "What an enterprise owes a provider beside the voucher, with its payments and invoices.",
        ("receivables", "payments", "invoices"),
    ),
    Tag(N_("Calendar subscriptions"), "Bookings, for any calendar program to read.", ("feeds",)),
    Tag(
        N_("Programmes"),
        "Voucher schemes, each of a region and year, with budget and policy.",
        ("programmes",),
    ),
    Tag(
        N_("Voucher applications"),
        "An enterprise asks for a voucher, its region decides.",
        ("grant-applications",),
    ),
    Tag(N_("Vouchers"), "Innovation vouchers, with balances and every transfer.", ("vouchers",)),
    Tag(
        N_("Claims"), "What vouchers paid is asked back from their region: evidence and review.", ("claims",)
    ),
    Tag(N_("Public notices"), "Decisions on claims that anybody may object to.", ("notices",)),
    Tag(N_("Payouts"), "Approved claims, paid in batches through the bank.", ("payouts",)),
    Tag(N_("Clearing"), "What regions owe one another, month by month.", ("clearing",)),
    Tag(N_("Cases"), "Claims that are looked into: by complaint or by spot check.", ("cases", "spot-checks")),
    Tag(N_("Enterprises"), "Registrations and documents of enterprises, and their check.", ("enterprises",)),
    Tag(N_("Ties"), "Enterprises and providers that are related: no voucher pays between them.", ("ties",)),
    Tag(N_("Regions"), "Districts, cities and provinces.", ("regions",)),
    Tag(N_("Memberships"), "A region's place in the pool.", ("memberships",)),
    Tag(N_("Accreditations"), "A region's decision that a provider may serve the pool.", ("accreditations",)),
    Tag(
        N_("Recognitions"),
        "A region's decision to accept another's accreditations, and which vouchers pay there.",
        ("recognitions",),
    ),
    Tag(N_("Statistics"), "Figures of the whole pool, and of what is one's own.", ("statistics", "stats")),
    Tag(N_("Webhooks"), "Messages to programs of your own about what changed.", ("webhooks",)),
)
_TAG_OF = {begin: tag.name for tag in TAGS for begin in tag.begins}


def tag_of(path: str) -> str:
    """Return the tag of a call by its path. Raises KeyError: a new resource needs its tag."""
    return _TAG_OF[path.removeprefix(_PREFIX).partition("/")[0]]
