"""Outside calendars: connected to an instrument by file or address, read again and again, blocking its time.

A calendar is looked at outside any transaction (`looking`), and what was found is settled in one.
"""
