# ruff: noqa: E501, FBT003 -- texts: one paragraph a line
"""What the demo pool's operator wrote; every event in it is invented."""

from typing import NamedTuple

from app.content.domain.articles import ArticleKind

NEWS, ANNOUNCEMENT = ArticleKind.NEWS, ArticleKind.ANNOUNCEMENT


class Item(NamedTuple):
    """An article: how many days ago it came out (negative: ahead; None: a draft), what it is, and its words."""

    slug: str
    kind: ArticleKind
    days_ago: int | None
    title_zh: str
    title_en: str
    summary_zh: str
    summary_en: str
    body_zh: str
    body_en: str
    is_pinned: bool = False


ITEMS = (
    Item(
        "pool-opens", NEWS, 400,
        "资源池开放预约", "The pool opens for booking",
        "三省一市二十家服务机构的仪器今日起可以跨区域预约。", "Instruments of twenty providers in four areas can be booked across borders from today.",
        "自今日起，上海、江苏、浙江、安徽二十家服务机构的大型仪器可以在同一个资源池中查找和预约。\n\n- **查找**：写明需要什么、什么时候，即可看到最近的空闲时间。\n- **预约**：报价保留十分钟，时段不会重复占用。\n- **用券**：试点地区的科技型企业可以使用创新券。\n\n第一次使用，请看[预约一台仪器](/help/book-an-instrument)。",
        "From today the large instruments of twenty providers in Shanghai, Jiangsu, Zhejiang and Anhui can be found and booked in one pool.\n\n- **Find**: say what you need and when, and see the next free time.\n- **Book**: a quote holds your time for ten minutes, and no time is given twice.\n- **Pay by voucher**: technology enterprises of the pilot districts can use innovation vouchers.\n\nNew here? Read how to [book an instrument](/help/book-an-instrument).",
    ),
    Item(
        "calendar-subscriptions", NEWS, 210,
        "预约可以同步到手机日历", "Your bookings in the calendar of your phone",
        "一个专属地址，变更和取消自动更新。", "One private address; changes and cancellations arrive by themselves.",
        "现在可以用任何日历程序订阅自己的预约。地址只显示一次，可以随时撤销。\n\n各种程序的做法见[在自己的日历里查看预约](/help/bookings-in-your-calendar)。",
        "You can now subscribe to your bookings with any calendar program. The address is shown once and can be withdrawn at any time.\n\nHow to do it in each program is told under [your bookings in your own calendar](/help/bookings-in-your-calendar).",
    ),
    Item(
        "services-to-order", NEWS, 120,
        "四十个服务项目上线", "Forty services to order",
        "检测、研发、技术转移和资源开放，可以在线询价和下单。", "Tests, developments, transfers and opened resources: ask for a quotation and order online.",
        "除了预约仪器，现在还可以订购服务项目：\n\n| 类别 | 例子 |\n|---|---|\n| 检验检测 | 金属材料拉伸试验 |\n| 技术研发 | 合金热处理工艺开发 |\n| 技术转移 | 专利许可与培训 |\n\n流程见[订购服务项目](/help/order-a-service)。",
        "Besides booking instruments you can now order services:\n\n| Kind | Example |\n|---|---|\n| testing | tensile test of metals |\n| research | heat treatment development |\n| transfer | licence of a patent, with training |\n\nHow it goes is told under [order a service](/help/order-a-service).",
    ),
    Item(
        "evidence-checklist", NEWS, 45,
        "兑付材料常见问题", "What claims are most often sent back for",
        "提交之前请核对三件事。", "Three things to check before you hand a claim in.",
        "最近退回的兑付申请，多数是以下原因：\n\n1. 发票金额低于全额。通兑也须按**全额**开具发票。\n2. 银行回单看不清付款方名称。\n3. 上传了扫描件的前一页，缺少盖章页。\n\n页面会提示还缺什么，见[申请兑付](/help/claim-voucher-money)。",
        "Most claims that were sent back lately had one of these faults:\n\n1. The invoice is for less than the full price. It is over the **full price** with redeemed vouchers too.\n2. The bank receipt does not show who paid.\n3. The page with the seal is missing from the scan.\n\nThe page says what is still missing: see [claim voucher money](/help/claim-voucher-money).",
    ),
    Item(
        "declare-registration", ANNOUNCEMENT, 20,
        "请及时申报年度入库登记", "Declare this year's SME registration in time",
        "创新券只支付登记已核实年度的服务。", "A voucher pays only for services of a year whose registration is verified.",
        "请各企业管理员在[企业信息](/enterprise)中申报本年度科技型中小企业入库登记并上传证明。核实通常需要几个工作日，请在预约之前办理。",
        "Managers of enterprises: please declare this year's registration as a technology SME under [Our record](/enterprise), with the certificate. Verifying it usually takes some working days, so do it before you book.",
        True,
    ),
    Item(
        "night-hours", NEWS, 9,
        "多家机构增加夜间开放", "More instruments open at night",
        "夜间时段价格更低。", "Night hours cost less.",
        "不少电子显微镜和质谱仪现在夜间也可以预约，按夜间计费时段收费。查找时写明晚间时间，即可看到价格差别。",
        "Many electron microscopes and mass spectrometers can now be booked at night, at the price of the night band. Search for a time in the evening and see the difference.",
    ),
    Item(
        "workshop-for-newcomers", ANNOUNCEMENT, 3,
        "线上培训：从预约到兑付", "", "面向新用户，一小时。", "",
        "下周三 14:00–15:00 举办线上培训，讲解查找、预约、用券和兑付的全过程，并现场答疑。无需报名。", "",
    ),
    Item(
        "site-maintenance", ANNOUNCEMENT, -12,
        "系统维护通知", "Maintenance of the system",
        "维护期间暂停预约，已有预约不受影响。", "No bookings during the maintenance; those that stand are not affected.",
        "维护期间网站暂停访问，约两小时。已有的预约、报价和期限不受影响，日历订阅会在维护之后自动更新。",
        "The site is closed for about two hours. Bookings, quotes and deadlines are not affected, and calendars catch up by themselves afterwards.",
    ),
    Item(
        "year-in-numbers", NEWS, None,
        "资源池这一年", "The pool's year in numbers",
        "", "",
        "（草稿）待补充数据。", "(Draft) Numbers to follow.",
    ),
)  # fmt: skip
