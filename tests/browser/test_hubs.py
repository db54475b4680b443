"""An entry is written, mended and published; a need is answered; every page on the way is looked at."""

import pytest

from tests.support.booking_pool import at
from tests.support.steps import fill, follow, form, go, look, refuses, send, shows

pytestmark = pytest.mark.parametrize(("width", "locale"), [(390, "zh-CN"), (1280, "en")])
HUB = "/hubs/biomedicine"


def test_people_find_each_other(demo, signed_in, page, width, locale):
    url, name = demo.server.url, f"纳米抗体递送 {width}"
    keeper, operator, stranger = (signed_in(who) for who in ("keeper", "operator", "stranger"))
    go(keeper, f"{url}{HUB}/technologies/new")
    write = keeper.locator("main form").first
    fill(write, {"name_zh": name})
    send(keeper, write)
    write = keeper.locator("main form").first
    send(keeper, write, "button[name=then]")
    refuses(keeper, {"zh-CN": "请用中文说明内容", "en": "Say in Chinese"}[locale])
    look(keeper)
    write = keeper.locator("main form").first
    fill(write, {"text_zh": "可穿过血脑屏障。\n寻找给药研究的伙伴。"})
    for facet in ("cns", "drug-delivery", "imaging"):
        write.locator(f"[value={facet}]").check()
    send(keeper, write, "button[name=then]")
    assert keeper.locator(".page-actions [data-state=submitted]").count() == 1
    look(keeper)

    go(operator, f"{url}/hubs/queue")
    follow(operator, operator.get_by_role("link", name=name))
    look(operator)
    send(operator, form(operator, "/publish"))

    for path in ("/hubs", HUB, f"{HUB}?q=抗体&area=tumour", f"{HUB}/instruments", f"{HUB}/providers"):
        go(page, url + path)
    go(page, f"{url}{HUB}/technologies?q=血脑屏障")
    follow(page, page.get_by_role("link", name=name))
    look(page)
    shows(page, "可穿过血脑屏障")

    go(stranger, f"{url}{HUB}/needs/new")
    wish = stranger.locator("main form").first
    fill(
        wish,
        {
            "title": f"寻找穿过血脑屏障的载体 {width}",
            "text": "小分子，需要影像。",
            "until_on": at(30, "12:00").date().isoformat(),
        },
    )
    wish.locator("[value=cns]").check()
    send(stranger, wish)
    look(stranger)
    shows(stranger, name, "血脑屏障")
    need = stranger.url
    go(keeper, need)
    follow(keeper, keeper.locator("main a[href*='/letters/']"))
    answer = keeper.locator("main form").first
    fill(answer, {"text": "我们可以。 We can."})
    send(keeper, answer)
    look(keeper)
    go(stranger, f"{url}/hubs/letters")
    go(stranger, need)
    shut = form(stranger, "/close")
    shut.locator("[value=found_here]").check()
    send(stranger, shut)
    assert stranger.locator("main [data-state=closed]").count() == 1
