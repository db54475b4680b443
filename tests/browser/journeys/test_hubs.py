"""Those of one field find each other: an entry is written and published, a need posted and answered."""

from tests.support.booking_pool import at
from tests.support.reader import Reader


def test_people_find_each_other_in_a_hub(reader, look):
    name = "纳米抗体递送 {} {}".format(*look)
    keeper, operator, visitor, stranger = (reader(who) for who in ("keeper", "operator", None, "stranger"))
    show(keeper, name)
    operator.follows("Hub entries to publish")
    operator.follows(name)
    operator.presses("Publish it")

    visitor.goes_to("Hubs")
    visitor.follows("Biomedicine")
    visitor.follows("Technologies")
    visitor.types("I look for", "血脑屏障")
    visitor.at("Search this list").presses("Search")
    visitor.follows(name)
    visitor.sees("可穿过血脑屏障")

    post_a_need(stranger, f"寻找穿过血脑屏障的载体 {name[-8:]}")
    stranger.sees(name)
    answer(keeper, f"寻找穿过血脑屏障的载体 {name[-8:]}")
    close(stranger, f"寻找穿过血脑屏障的载体 {name[-8:]}")


def show(keeper: Reader, name: str) -> None:
    keeper.goes_to("Hubs")
    keeper.follows("Biomedicine")
    keeper.follows("Show something of ours")
    keeper.at("Show something new").follows("Technology")
    keeper.types("Name in Chinese", name)
    keeper.presses("Save the draft")
    keeper.presses("Submit it to the operator")
    keeper.sees("Say in Chinese what it is.")
    keeper.types("Text in Chinese", "可穿过血脑屏障。\n寻找给药研究的伙伴。")
    for facet in ("cns", "drug-delivery", "imaging"):
        keeper.page.locator(f"main [value={facet}]").check()
    keeper.presses("Submit it to the operator")
    keeper.sees("The operator reads it. You are told by mail.")


def post_a_need(enterprise: Reader, title: str) -> None:
    enterprise.goes_to("Hubs")
    enterprise.follows("Biomedicine")
    enterprise.follows("Post a need")
    enterprise.types("What you look for", title)
    enterprise.types("Description", "小分子，需要影像。")
    enterprise.page.locator("main [value=cns]").check()
    enterprise.types("Last day", at(30, "12:00").date().isoformat())
    enterprise.presses("Post it")


def answer(keeper: Reader, title: str) -> None:
    keeper.goes_to("Hubs")
    keeper.follows("Biomedicine")
    keeper.follows(title)
    keeper.follows("Answer")
    keeper.types("Your message", "我们可以。 We can.")
    keeper.presses("Send")


def close(enterprise: Reader, title: str) -> None:
    enterprise.goes_to("Hubs")
    enterprise.follows("Messages")
    enterprise.follows(title)
    enterprise.sees("我们可以")
    enterprise.follows("See the need")
    enterprise.ticks("We found a partner through this hub")
    enterprise.presses("Close it")
    enterprise.sees("We found a partner through this hub")
