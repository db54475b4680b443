"""Settings from the environment, as api.md lists them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]


class SettingsError(RuntimeError):
    """A setting is missing or makes no sense; the message names it and the fix."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a deployment decides."""

    database_url: str
    secret_key: str
    env: Literal["local", "production"]
    base_url: str
    port: int
    smtp_url: str | None
    mail_from: str
    redis_url: str | None
    scan_command: str | None
    outbound_networks: tuple[IPv4Network | IPv6Network, ...]
    instance: Path

    @property
    def is_local(self) -> bool:
        """Tell whether this is somebody's own machine, where demo names may be shown."""
        return self.env == "local"

    @property
    def is_secure(self) -> bool:
        """Tell whether pages are reached by https, so that cookies may insist on it."""
        return urlsplit(self.base_url).scheme == "https"

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """Read and check the settings. Raises SettingsError naming what is wrong."""
        env = environ.get("ONEPOOL_ENV") or "local"
        if env not in ("local", "production"):
            message = f"ONEPOOL_ENV must be 'local' or 'production', not {env!r}"
            raise SettingsError(message)
        instance = Path(environ.get("ONEPOOL_INSTANCE") or ROOT / "instance")
        instance.mkdir(parents=True, exist_ok=True)
        port = environ.get("PORT") or "8000"
        if not port.isdecimal():
            message = f"PORT must be a number, not {port!r}"
            raise SettingsError(message)
        return cls(
            database_url=environ.get("DATABASE_URL") or f"sqlite:///{instance / 'onepool.sqlite3'}",
            secret_key=environ.get("SECRET_KEY") or _kept_secret(env, instance),
            env="local" if env == "local" else "production",
            base_url=(environ.get("BASE_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
            port=int(port),
            smtp_url=environ.get("SMTP_URL") or None,
            mail_from=_sender(environ.get("MAIL_FROM") or "OnePool <no-reply@onepool.invalid>"),
            redis_url=environ.get("REDIS_URL") or None,
            scan_command=environ.get("DOCUMENT_SCAN_COMMAND") or None,
            outbound_networks=_networks(environ.get("OUTBOUND_NETWORKS") or ""),
            instance=instance,
        )


def _sender(text: str) -> str:
    """Return the name and address that mails come from. Raises SettingsError where that is no address."""
    name, address = parseaddr(text)
    try:
        sender = Address(name, addr_spec=address)
    except (ValueError, IndexError):
        sender = Address()
    if not sender.domain or not address.isascii():
        message = f"MAIL_FROM must be an address such as 'OnePool <no-reply@pool.example>', not {text!r}"
        raise SettingsError(message)
    return str(sender)


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return the networks in a comma separated list. Raises SettingsError naming the first that is none."""
    networks = []
    for part in filter(None, map(str.strip, text.split(","))):
        try:
            networks.append(ip_network(part))
        except ValueError as error:
            message = (
                f"OUTBOUND_NETWORKS must be networks such as '10.20.0.0/16', with commas between: {error}"
            )
            raise SettingsError(message) from None
    return tuple(networks)


def _kept_secret(env: str, instance: Path) -> str:
    """Return the local secret, made once: sessions survive a restart, and nothing is hard-coded."""
    if env == "production":
        message = "SECRET_KEY is required when ONEPOOL_ENV=production"
        raise SettingsError(message)
    kept = instance / "secret_key"
    try:
        with kept.open("x") as file:
            kept.chmod(0o600)
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return kept.read_text()
