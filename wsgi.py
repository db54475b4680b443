"""The web server's door: `flask --app wsgi …` and any WSGI server start here."""

import gc
import os

from app.infra.config import Settings
from app.infra.counting import count_together

settings = Settings.from_environ(os.environ)
count_together(os.environ)

# Nothing of what is loaded here is ever garbage: looking for some takes a third of the time to start, and
# would take as much again when the process ends.
gc.disable()

from app.factory import create_app  # noqa: E402 -- prometheus-client reads its folder once, when it is imported

app = create_app(settings)
gc.freeze()
gc.enable()
