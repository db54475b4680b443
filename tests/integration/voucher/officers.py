"""An officer's browser, and what it would send of a form as it stands on a page."""

import re
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.integration.voucher.world import Member


@dataclass(frozen=True)
class Browser:
    """Somebody's browser, in English."""

    client: FlaskClient
    member: Member

    def get(self, address: str) -> TestResponse:
        return self.client.get(f"{address}?lang=en", headers=self.member.headers)

    def post(self, address: str, data: dict[str, Any] | None = None, **fields: object) -> TestResponse:
        sent = {**(data or {}), **fields}
        return self.client.post(f"{address}?lang=en", data=sent, headers=self.member.headers)


def fields_of(text: str) -> dict[str, Any]:
    """Return what a browser would send of the page's largest form."""
    form = max(re.findall(r"<form.*?</form>", text, re.DOTALL), key=len)
    data: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        left_out = attributes.get("type") in ("checkbox", "radio") and " checked" not in tag
        if "name" in attributes and not left_out:
            data.setdefault(attributes["name"], []).append(attributes.get("value", ""))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        values = re.findall(r'<option (selected )?value="([^"]*)"', options)
        data[name] = next((value for chosen, value in values if chosen), values[0][1])
    for name, typed in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        data[name] = typed.strip()
    return data
