"""The web server's door: `flask --app wsgi …` and any WSGI server start here."""

import os

from app.factory import create_app
from app.infra.config import Settings

app = create_app(Settings.from_environ(os.environ))
