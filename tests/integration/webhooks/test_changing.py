"""What of a webhook is changed later, and a form that is sent twice."""

import re

from app.accounts.domain.roles import Role
from tests.integration.webhooks.test_delivering import MINUTE, answers, book, kinds, message, signature
from tests.support.booking_pool import codes
from tests.support.papers import done
from tests.support.walkers import browser_of

HOOK = {"url": "https://lab.example/hook", "topics": ["booking"]}


def test_a_changed_webhook_is_told_elsewhere_and_of_something_else_under_its_old_secret(world):
    hook = world.register(world.pool.manager, "booking")
    world.receiver.replies |= {"/hook": answers(b"500 Oops"), "/moved": answers(b"204 No Content")}
    book(world)
    world.work()
    moved = {"url": world.receiver.url("/moved")}
    changed = world.pool.manager.send("PATCH", f"/webhooks/{hook['ref']}", moved | {"topics": ["usage"]})
    book(world, name="Balance")

    [waited] = world.work(MINUTE)

    headers, body = message(waited)
    assert (waited.split(b" ", 2)[1], body["type"]) == (b"/moved", "booking.confirmed")
    assert headers["webhook-signature"] == signature(hook["secret"], headers)
    assert changed.json == hook | moved | {"topics": ["usage"], "secret": None}
    world.pool.manager.send("PATCH", f"/webhooks/{hook['ref']}", {"topics": ["booking"]})
    book(world, name="Scales")
    assert "booking.confirmed" in kinds(world.work(MINUTE))


def test_a_change_is_checked_as_a_new_webhook_is_and_its_page_says_what_changed(world):
    ref = done(world.pool.manager, "/webhooks", HOOK)["ref"]
    browser = browser_of(world.app, Role.ENTERPRISE_MANAGER)
    browser.set_cookie("language", "en")

    wrong = {"url": "http://10.0.0.1/", "topics": []}
    assert codes(world.pool.manager.send("PATCH", f"/webhooks/{ref}", wrong)) == {
        "not_https", "address_private", "topics_missing",
    }  # fmt: skip
    assert world.provider.send("PATCH", f"/webhooks/{ref}", HOOK).status_code == 404
    page = f"/webhooks/{ref}/change"
    form = browser.get(page).text
    assert (HOOK["url"] in form, form.count(" checked ")) == (True, 1)
    assert browser.post(page, data=HOOK | {"topics": []}).status_code == 422
    assert browser.post(page, data=HOOK).status_code == 303
    assert "What it is told changed" not in browser.get(f"/webhooks/{ref}").text
    assert browser.post(page, data=HOOK | {"topics": ["booking", "claim"]}).status_code == 303
    shown = browser.get(f"/webhooks/{ref}").text
    assert ("What it is told changed" in shown, "Address changed" in shown) == (True, False)


def test_a_form_that_is_sent_twice_makes_one_webhook_and_one_secret(world):
    browser = browser_of(world.app, Role.ENTERPRISE_MANAGER)
    new = HOOK | {"form_key": "a page's own"}
    pages = [browser.post("/webhooks/new", data=new).text for _ in range(2)]
    [hook] = world.pool.manager.get("/webhooks").json["items"]
    change, form = f"/webhooks/{hook['ref']}/rotate-secret", {"form_key": "another's", "after": ""}
    pages += [browser.post(change, data=form).text for _ in range(2)]
    pages += [browser.post(change, data=form | {"after": "that"}).text, browser.post(change, data=form).text]

    first, again, second, repeated, third, late = [re.findall(r"whsec_[\w+/=]+", page) for page in pages]
    assert (first, second) == (again, repeated)
    assert len({*first, *second, *third}) == 3
    assert late == []  # it is not the secret any more
