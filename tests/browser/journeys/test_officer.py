"""An officer opens a programme by the wizard, accredits a provider, and sees how the budgets burn down."""

from app.accounts.domain.roles import OrganisationKind
from tests.browser.journeys.newcomers import enter, sign_up
from tests.support.reader import Reader


def test_an_officer_opens_a_programme_and_sees_the_figures(reader, width, locale):
    officer, name = reader("officer"), f"Vouchers {width} {locale}"
    officer.goes_to("Programmes")
    officer.follows("Open a programme")
    officer.types("Name of the programme", name)
    officer.presses("Sum it up")
    officer.sees("A programme needs a budget.")
    officer.types("Budget of the district, ¥", "500000")
    officer.presses("Sum it up")
    officer.sees("All its terms", "500,000.00")
    officer.presses("Keep it as a draft")
    officer.sees(name)
    officer.goes_to("Home")
    officer.follows("Programmes to open")
    officer.follows(name)
    officer.presses("Open")
    officer.goes_to("Home")
    officer.follows("How the budgets burn down")


def test_an_officer_accredits_a_provider_that_asks(reader, demo, width, locale):
    visitor, officer = reader(None), reader("officer")
    name = f"Materials lab {width} {locale}"
    sign_up(visitor, demo, f"lab.{width}.{locale}@lab.example".lower())
    enter(visitor, OrganisationKind.PROVIDER, name)
    ask(visitor)

    officer.follows("Providers to check")
    officer.line(name).follows("A-")
    officer.presses("Checked")
    officer.presses("Put on public notice")
    visitor.goes_to("Home")
    visitor.sees(visitor.says("%(done)s of %(all)s done", done=2, all=6))


def ask(provider: Reader) -> None:
    provider.follows("Ask your region for the accreditation")
    provider.ticks("Open resources")
    provider.presses("Ask for the accreditation")
