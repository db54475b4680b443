"""The figures, each with its one definition."""

from __future__ import annotations

from app.kernel.text import N_
from app.statistics.domain.figures import Audience, Drawing, Figure, Key, Kind, Measure

FLOWS, PERIODS, FIELDS = "flows", "periods", "fields"
UTILISATION, OPENNESS = "utilisation", "openness"
BURN, PAYMENT = "burn", "payment-time"
ATTENDANCE, CONFIRMATION = "no-shows", "confirmation-time"

_USES = (
    Measure("bookings", N_("Bookings"), Kind.COUNT),
    Measure("hours", N_("Hours used"), Kind.HOURS),
)
_MONEY = (
    Measure("money", N_("Money"), Kind.MONEY),
    Measure("voucher_money", N_("Of it by voucher"), Kind.MONEY),
)
_ORDERS = Measure("orders", N_("Service orders"), Kind.COUNT)
_PARTIES = Measure("enterprises", N_("Enterprises"), Kind.COUNT)

ALL: tuple[Figure, ...] = (
    Figure(
        FLOWS,
        N_("Who uses whose resources"),
        N_(
            "Bookings and service orders that were settled in the period, by the region of the enterprise"
            " and the region where the instrument stands or the service is done. Hours are those of the "
            "signed records of use; money is the final price, with the part that vouchers paid. Fees for "
            "no-shows and late cancellations are not counted."
        ),
        N_("hours"),
        (Key.DEMAND, Key.SUPPLY),
        (*_USES, _ORDERS, *_MONEY, _PARTIES),
        Drawing.STACKED,
        ("hours",),
        adds_up=True,
    ),
    Figure(
        PERIODS,
        N_("Use over time"),
        N_(
            "Bookings and service orders by the month, quarter or year in which they were settled. A "
            "month that is over does not change any more."
        ),
        N_("hours"),
        (Key.STEP,),
        (*_USES, _ORDERS, *_MONEY, _PARTIES),
        Drawing.LINES,
        ("hours",),
        adds_up=True,
    ),
    Figure(
        FIELDS,
        N_("Use by class of instrument"),
        N_(
            "Bookings that were settled in the period, by the class of the instrument as its provider "
            "names it. Hours are those of the signed records of use; money is the final price."
        ),
        N_("hours"),
        (Key.FIELD,),
        (*_USES, *_MONEY, _PARTIES),
        Drawing.BARS,
        ("hours",),
        adds_up=True,
    ),
    Figure(
        UTILISATION,
        N_("Utilisation"),
        N_(
            "Hours used, divided by open hours, of the instruments that are published today. Hours used "
            "are those of the bookings that start in the period; open hours are today's weekly opening "
            "hours over the days of the period up to today, once a lane, without taking off closures. In "
            "a provider's own view, past use that it took over from another system counts too, and is "
            "told apart."
        ),
        N_("percent"),
        (Key.REGION,),
        (
            Measure("used", N_("Hours used"), Kind.HOURS),
            Measure("open", N_("Open hours"), Kind.HOURS),
            Measure("utilisation", N_("Utilisation"), Kind.PERCENT),
            Measure("instruments", N_("Instruments"), Kind.COUNT),
        ),
        Drawing.BARS,
        ("utilisation",),
        adds_up=True,
        has_grains=True,
        own_measures=(Measure("taken_over", N_("Hours taken over"), Kind.HOURS),),
    ),
    Figure(
        BURN,
        N_("Voucher budgets"),
        N_(
            "What each programme had done with its budget by the end of a month: granted as vouchers, "
            "held for bookings at that time, captured for what was used, asked for in claims, paid out "
            "(what came back taken off), and left in the budget."
        ),
        N_("yuan"),
        (Key.PROGRAMME, Key.STEP),
        (
            Measure("granted", N_("Granted"), Kind.MONEY),
            Measure("held", N_("Held"), Kind.MONEY),
            Measure("captured", N_("Captured"), Kind.MONEY),
            Measure("claimed", N_("Claimed"), Kind.MONEY),
            Measure("paid", N_("Paid"), Kind.MONEY),
            Measure("left", N_("Left in the budget"), Kind.MONEY),
        ),
        Drawing.LINES,
        ("left", "granted", "captured", "paid"),
        audiences=frozenset(Audience) - {Audience.PROVIDER},
        adds_up=True,
    ),
    Figure(
        ATTENDANCE,
        N_("No-shows and late cancellations"),
        N_(
            "Of the bookings that start in the period and were used, missed or cancelled late: the share "
            "that nobody came to, and the share that was cancelled when a fee was due already. A no-show "
            "that was waived is not counted."
        ),
        N_("percent"),
        (Key.STEP,),
        (
            Measure("came", N_("Used"), Kind.COUNT),
            Measure("missed", N_("No-shows"), Kind.COUNT),
            Measure("cancelled_late", N_("Cancelled late"), Kind.COUNT),
            Measure("no_show_rate", N_("No-show rate"), Kind.PERCENT),
            Measure("late_cancel_rate", N_("Late-cancel rate"), Kind.PERCENT),
        ),
        Drawing.LINES,
        ("no_show_rate", "late_cancel_rate"),
        adds_up=True,
    ),
    Figure(
        CONFIRMATION,
        N_("From request to confirmation"),
        N_(
            "How long the requests waited that providers confirmed in the period. Half of them waited no "
            "longer than the median, nine of ten no longer than the 90th percentile. What an instrument "
            "confirms by itself is not counted."
        ),
        N_("hours"),
        (Key.STEP,),
        (
            Measure("number", N_("Requests"), Kind.COUNT),
            Measure("median", N_("Median"), Kind.HOURS),
            Measure("ninetieth", N_("90th percentile"), Kind.HOURS),
        ),
        Drawing.LINES,
        ("median", "ninetieth"),
    ),
    Figure(
        PAYMENT,
        N_("From claim to payment"),
        N_(
            "How long the claims waited, from the day they were last submitted, whose payment was sent in"
            " the period and was not returned by the bank. Half of them waited no longer than the median,"
            " nine of ten no longer than the 90th percentile."
        ),
        N_("days"),
        (Key.STEP,),
        (
            Measure("number", N_("Claims"), Kind.COUNT),
            Measure("median", N_("Median"), Kind.DAYS),
            Measure("ninetieth", N_("90th percentile"), Kind.DAYS),
        ),
        Drawing.LINES,
        ("median", "ninetieth"),
    ),
    Figure(
        OPENNESS,
        N_("Openness of providers"),
        N_(
            "As it stands today, whatever the period: of a provider's instruments that are not retired, "
            "the share that enterprises can book (published, with opening hours and a price), and how "
            "many hours a week such an instrument is open on average."
        ),
        N_("hours a week"),
        (Key.PROVIDER,),
        (
            Measure("instruments", N_("Instruments"), Kind.COUNT),
            Measure("bookable", N_("Bookable from outside"), Kind.COUNT),
            Measure("share", N_("Share"), Kind.PERCENT),
            Measure("open_hours", N_("Open hours a week"), Kind.HOURS),
        ),
        Drawing.BARS,
        ("open_hours",),
    ),
)

BY_NAME = {figure.name: figure for figure in ALL}
