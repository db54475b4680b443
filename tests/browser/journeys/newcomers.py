"""How somebody new comes in by the pages: an account, then an organisation that is not in the pool yet."""

from zlib import crc32

from app.accounts.domain.roles import OrganisationKind
from app.demo.credit_codes import credit_code
from tests.support.demo import DemoPool
from tests.support.mailbox import mailed_link
from tests.support.reader import Reader

PASSWORD = "four other words here"
QINGPU = "310118"
WHAT_IT_DOES = {
    OrganisationKind.ENTERPRISE: "It books instruments, orders services and applies for innovation vouchers.",
    OrganisationKind.PROVIDER: "It opens its instruments and services to the pool.",
}


def sign_up(visitor: Reader, demo: DemoPool, address: str) -> None:
    visitor.follows("Sign up")
    visitor.types("E-mail address", address)
    visitor.presses("Mail me a link")
    visitor.sees("Look into your mail")
    visitor.opens(mailed_link(demo, address))
    visitor.types("Your name", "Lin Wei")
    visitor.types("Password", PASSWORD)
    visitor.types("Password again", PASSWORD)
    visitor.presses("Make my account")


def enter(visitor: Reader, kind: OrganisationKind, name: str) -> None:
    """Enter an organisation of 青浦; its credit code comes from its name, so that each has its own."""
    number = 1000 + crc32(name.encode()) % 9000
    visitor.follows(WHAT_IT_DOES[kind])
    visitor.types("Name in Chinese", name)
    visitor.types("Name in English", name)
    visitor.types("Unified social credit code", credit_code(kind, QINGPU, number))
    visitor.chooses("District", "Qingpu")
    visitor.presses("Enter it")
    visitor.sees("First steps")
