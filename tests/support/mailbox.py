"""What the pool mailed to somebody, as they find it in their mailbox."""

import email
import email.policy
import re

from tests.support.demo import DemoPool


def mailed_link(demo: DemoPool, address: str) -> str:
    """Return the address of the first link in the newest mail to somebody."""
    sent = demo.command("jobs", "run", "deliver_mail")
    assert sent.exit_code == 0, sent.output
    for path in sorted((demo.instance / "mail").glob("*.eml"), reverse=True):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if mail["To"] == address:
            text = mail.get_body(("plain",)).get_content()
            return demo.server.url + re.search(r"https?://[^/\s]+(/\S+)", text)[1]
    message = f"no mail to {address}"
    raise LookupError(message)
