"""What search engines read in a page: schema.org's words for instruments, services and providers."""

import json
import re

import pytest

from app.booking.publishing.ownership import own_provider
from app.infra import clock
from app.infra.db import transaction
from app.infra.events import SYSTEM
from app.kernel.money import Money
from app.kernel.words import ServiceKind
from app.pool.domain.services import ServiceDetails, ServiceUnit
from app.pool.services import create_service, publish_service

HOSTILE = "</script><script>alert(1)</script><!-- 'quoted' & \"told\""
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def engine_name():
    """These pages put no question of their own to the database."""
    return "sqlite"


@pytest.fixture
def service(app, world):
    """A published service, by its id, whose name tries to end the block it stands in."""
    details = ServiceDetails(
        ServiceKind.TESTING, HOSTILE, HOSTILE, deliverables="A report.", unit=ServiceUnit.HOUR,
        price=Money(600_05),
    )  # fmt: skip

    def publish():
        provider = own_provider(world.keeper)
        now = clock.now()
        drafted = create_service(provider_id=provider.id, details=details, by=SYSTEM, now=now)
        return publish_service(service_id=drafted.id, by=SYSTEM, now=now).id

    with app.app_context():
        return transaction(publish)


def data_of(page):
    (block,) = BLOCK.findall(page.text)
    return json.loads(block)


def test_an_instrument_is_a_product_with_its_hourly_price(client, world):
    data = data_of(client.get(f"/instruments/{world.manual_id}"))
    assert (data["@type"], data["name"]) == ("Product", "场发射扫描电子显微镜")
    assert data["url"].endswith(f"/instruments/{world.manual_id}")
    assert data["offers"]["priceSpecification"] == {
        "@type": "UnitPriceSpecification", "price": "600.00", "priceCurrency": "CNY", "unitCode": "HUR",
    }  # fmt: skip
    assert data["offers"]["offeredBy"]["name"] == "苏州纳米测试中心"


def test_a_provider_is_an_organisation_with_its_place(client, world):
    data = data_of(client.get("/providers/suzhou-lab"))
    assert (data["@type"], data["alternateName"]) == ("Organization", "Suzhou Nano Test Centre")
    assert data["location"]["address"]["addressLocality"] == "苏州"


def test_a_name_can_not_end_the_block(client, service):
    page = client.get(f"/services/{service}")
    data = data_of(page)
    assert (data["@type"], data["name"], data["offers"]["price"]) == ("Service", HOSTILE, "600.05")
    assert "<script>alert" not in page.text
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]


def test_other_pages_have_none(client, world):
    assert not BLOCK.search(client.get("/providers").text)
