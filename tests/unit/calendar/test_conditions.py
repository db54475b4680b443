"""In which form a program asks for a feed."""

import tracemalloc

from app.calendar.routes.conditions import CALENDAR, JCAL, Form, form_of

LONG = 100_000


def test_a_form_is_asked_for_by_its_name():
    assert form_of({}) == Form(CALENDAR, is_packed=False)
    assert form_of({"HTTP_ACCEPT": JCAL, "HTTP_ACCEPT_ENCODING": "gzip"}) == Form(JCAL, is_packed=True)
    assert form_of({"HTTP_ACCEPT": JCAL + " " * LONG}) == Form(JCAL, is_packed=False)


def test_words_of_any_length_fill_no_memory():
    tracemalloc.start()
    try:
        for number in range(20):
            form_of({"HTTP_ACCEPT": f"text/{number:0{LONG}}", "HTTP_ACCEPT_ENCODING": "gzip"})
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < LONG
