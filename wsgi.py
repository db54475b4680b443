"""The web server's door: `flask --app wsgi …` and any WSGI server start here."""

import os

from app.infra.config import Settings

settings = Settings.from_environ(os.environ)
# prometheus-client reads this once, when it is imported: the workers of one server count together.
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(settings.instance / "metrics"))

from app.factory import create_app  # noqa: E402 -- after the line above

app = create_app(settings)
