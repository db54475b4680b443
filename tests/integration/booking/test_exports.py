"""Published instruments as other catalogues collect them: UNIQUIP, PIDINST, and JSON-LD in the page."""

import csv
import json
import re
from io import StringIO

import pytest

FORMULA = '=HYPERLINK("https://evil.example")'
SCRIPT = "</script><script>alert(1)</script>"


@pytest.fixture
def described(pool) -> int:
    """Return an instrument of which much is known."""
    return pool.instrument(
        name="场发射扫描电镜",
        name_en="Field-emission microscope",
        maker="Zeiss",
        model="Sigma 300",
        category="Electron microscopes",
        institution="Institute of Physics",
        year=2019,
        description=FORMULA,
        link="https://lab.example.org/sem",
    )


def rows(answer) -> list[dict[str, str]]:
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.DictReader(StringIO(answer.text)))


def test_the_pool_and_a_provider_are_collected_as_uniquip(client, pool, described):
    draft = pool.instrument(name="Not yet", publish=False)
    everything = rows(client.get("/instruments/uniquip.csv"))
    assert everything == rows(client.get("/providers/test-provider/uniquip.csv"))
    [row] = [row for row in everything if row["ID"] == str(described)]
    assert str(draft) not in {row["ID"] for row in everything}
    assert list(row)[:4] == ["Type", "Name", "Description", "Related Facility ID"]
    assert row["Type"] == "equipment"
    assert row["Name"] == "Field-emission microscope"
    assert row["Description"] == f"'{FORMULA}"
    assert row["Contact URL"].endswith("/providers/test-provider")
    assert row["Web Address"].endswith(f"/instruments/{described}")
    assert client.get("/providers/nobody/uniquip.csv").status_code == 404


def test_an_instrument_has_a_pidinst_record(client, pool, described):
    record = client.get(f"/instruments/{described}/pidinst.json").json
    mandatory = {"Identifier", "SchemaVersion", "LandingPage", "Name", "Owner", "Manufacturer"}
    assert mandatory <= record.keys()
    assert record["Identifier"]["identifierType"] == "URL"
    assert record["LandingPage"] == record["Identifier"]["identifierValue"]
    assert record["Owner"][-1] == {"ownerName": "Institute of Physics"}
    assert record["Manufacturer"] == [{"manufacturerName": "Zeiss"}]
    assert record["Model"] == {"modelName": "Sigma 300"}
    assert record["Date"] == [{"date": "2019", "dateType": "Commissioned"}]
    assert record["RelatedIdentifier"][0]["relatedIdentifierValue"] == "https://lab.example.org/sem"
    assert f"/instruments/{described}/pidinst.json" in client.get(f"/instruments/{described}").text


def test_what_is_not_known_is_left_out_or_called_unknown(client, pool):
    record = client.get(f"/instruments/{pool.instrument()}/pidinst.json").json
    assert record["Manufacturer"] == [{"manufacturerName": ":unkn"}]
    assert not {"Model", "Description", "Date", "RelatedIdentifier"} & record.keys()


def test_a_draft_is_collected_by_nobody(client, pool):
    draft = pool.instrument(publish=False)
    assert client.get(f"/instruments/{draft}/pidinst.json").status_code == 404


def test_no_text_ends_the_data_in_a_page(client, pool):
    instrument, service = pool.instrument(description=SCRIPT), pool.service(name_en=SCRIPT)
    for address, kind in (
        (f"/instruments/{instrument}", "Product"),
        (f"/services/{service}", "Service"),
        ("/providers/test-provider", "Organization"),
    ):
        page = client.get(address).text
        assert "alert(1)</script>" not in page
        [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        told = json.loads(data)
        assert (told["@context"], told["@type"]) == ("https://schema.org", kind)
        assert told["url"].endswith(address)
