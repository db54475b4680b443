"""Who registers an address, what is refused, and what its page shows."""

import re

from app.accounts.domain.roles import Role
from app.webhooks.collecting import MOST_TESTS
from app.webhooks.registering import MOST_HOOKS
from tests.support.booking_pool import codes
from tests.support.hostile import says
from tests.support.papers import done
from tests.support.walkers import browser_of

HOOK = {"url": "https://lab.example/hook", "topics": ["booking"]}


def test_managers_and_officers_register_and_nobody_else(world):
    allowed = (world.pool.manager, world.provider, world.pool.officer)
    refused = (world.pool.researcher, world.pool.keeper, world.pool.operator)

    assert {by.post("/webhooks", HOOK | {"topics": ["claim"]}).status_code for by in allowed} == {201}
    assert {by.post("/webhooks", HOOK).status_code for by in refused} == {403}


def test_a_refusal_names_all_that_is_wrong(world):
    answer = world.pool.officer.post("/webhooks", {"url": "http://10.0.0.1/", "topics": ["booking", "claim"]})
    none = world.pool.manager.post("/webhooks", {"url": "https://me@lab.example/", "topics": []})

    assert codes(answer) == {"not_https", "address_private", "topic_not_yours"}
    assert codes(none) == {"user_info", "topics_missing"}


def test_an_organisation_has_a_few_webhooks(world):
    refs = [done(world.pool.manager, "/webhooks", HOOK)["ref"] for _ in range(MOST_HOOKS)]

    assert codes(world.pool.manager.post("/webhooks", HOOK)) == {"too_many_webhooks"}
    assert world.pool.manager.send("DELETE", f"/webhooks/{refs[0]}", {}).status_code == 204
    assert world.pool.manager.get(f"/webhooks/{refs[0]}").status_code == 404
    done(world.pool.manager, "/webhooks", HOOK)


def test_nobody_lets_the_pool_call_an_address_without_end(world):
    ref = done(world.pool.manager, "/webhooks", HOOK)["ref"]
    answers = [world.pool.manager.post(f"/webhooks/{ref}/test").status_code for _ in range(MOST_TESTS + 1)]

    assert answers == [201] * MOST_TESTS + [429]


def test_anothers_webhook_is_not_there(world):
    hook = done(world.pool.manager, "/webhooks", HOOK)
    delivery = done(world.pool.manager, f"/webhooks/{hook['ref']}/test")
    theirs = f"/webhooks/{hook['ref']}"

    for act in ("rotate-secret", "pause", "resume", "test", f"deliveries/{delivery['id']}/replay"):
        assert world.provider.post(f"{theirs}/{act}").status_code == 404
    assert world.provider.get(f"{theirs}/deliveries").status_code == 404
    assert world.provider.send("DELETE", theirs, {}).status_code == 404


def test_a_secret_is_shown_once_and_the_page_shows_what_came_of_each_message(world):
    browser = browser_of(world.app, Role.ENTERPRISE_MANAGER)
    browser.set_cookie("language", "en")
    world.receiver.replies["/hook"] = says(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
    form = {"url": f" {world.receiver.url('/hook')} ", "topics": ["booking", "usage"]}
    made = browser.post("/webhooks/new", data=form)
    [ref] = set(re.findall(r"W-[0-9A-Z]{5}", made.text))
    browser.post(f"/webhooks/{ref}/test")
    world.work()
    page = browser.get(f"/webhooks/{ref}")

    assert (made.status_code, "whsec_" in made.text) == (201, True)
    assert "whsec_" not in page.text + browser.get("/webhooks").text
    for shown in ("webhook.test", "503", world.receiver.url("/hook")):
        assert shown in page.text
    assert browser.post("/webhooks/new", data={"url": "ftp://lab.example"}).status_code == 422
    for act in ("pause", "resume", "remove"):
        assert browser.post(f"/webhooks/{ref}/{act}").status_code == 303
    assert browser.get(f"/webhooks/{ref}").status_code == 404
