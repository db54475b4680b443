"""What the pages of the desk share."""

from app.kernel.text import N_

#: On whose clock the operator reads; the regions of the pool share it.
ZONE = "Asia/Shanghai"
ROWS = 50

#: The pages of the desk: the endpoint of each, and its word (a catalogue text).
TABS = (
    ("operations.health", N_("Health")),
    ("operations.jobs", N_("Jobs")),
    ("operations.outbox", N_("Outbox")),
    ("operations.people", N_("People")),
    ("operations.organisations", N_("Organisations")),
    ("operations.taxonomies", N_("Taxonomies")),
    ("operations.audit", N_("Audit")),
)
