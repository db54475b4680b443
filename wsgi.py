"""The web server's door: `flask --app wsgi …` and any WSGI server start here."""

import os

from app.infra.config import Settings
from app.infra.counting import count_together

settings = Settings.from_environ(os.environ)
count_together(os.environ)

from app.factory import create_app  # noqa: E402 -- prometheus-client reads its folder once, when it is imported

app = create_app(settings)
