"""Reading other people's calendars (RFC 5545): bytes in, busy time in UTC out.

Own code, for what no library does at once: real-world files are forgiven what is harmless, zones are taken
from the file first, and a hostile rule is refused instead of followed. Which days of a year a rule names
python-dateutil says, zones by name are the standard library's.
"""
