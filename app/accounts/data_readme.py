"""What the archive of a person's data says of itself, in both languages."""

README_ZH = """\
您的个人信息

本压缩包包含 OnePool 保存的与您有关的全部信息（《个人信息保护法》第四十五条）。
每个文件为一个 JSON 数组，时间均为 UTC（文件内注明时区）。

person.json          姓名、邮箱、语言、登录时间
roles.json           您在各单位的角色
tokens.json          API 令牌（仅标签与时间，密钥本身从不保存）
mails.json           发给您的邮件（内容发送后不再保存）
documents.json       您上传的文件的名称、大小和哈希；文件本身可在相应页面下载
done.json            您在系统中的操作记录
done-about.json      针对您账户的操作记录
calendars.json       日历订阅
quotes.json          您的报价
bookings.json        您的预约
service-orders.json  您的服务订单
usage.json           您作为操作人员的上机记录
payments.json        您登记的付款
transfers.json       您操作产生的创新券资金划转
claims.json          您建立的兑付申请
rate-cards.json      您发布的收费标准
notifications.json   您收到的站内通知
muted-notices.json   您关闭的通知
calendar-choice.json 您选择的日历接收方式
invitations.json     发给您的邀请
hub-entries.json     您在协同创新平台发布的条目
hub-needs.json       您发布的需求
hub-messages.json    您在协同创新平台写的留言
webhooks.json        您登记的 Webhook（不含密钥）
put-away.json        您收起的入门指引

密码仅以不可还原的哈希保存，故不在其中。
删除个人信息（第四十七条）可在账户页面申请，或请平台运营方办理。
"""
README_EN = """\
Your data

This archive holds everything that OnePool keeps about you (Personal Information Protection Law, article 45).
Each file is a JSON list; times are in UTC.

person.json          name, e-mail address, language, times of signing in
roles.json           your roles in organisations
tokens.json          API tokens (label and times; the token itself is never kept)
mails.json           mails to you (their text is not kept once they are sent)
documents.json       name, size and hash of what you uploaded; the files are on the pages they belong to
done.json            what you did
done-about.json      what was done about your account
calendars.json       calendar subscriptions
quotes.json          quotes made to you
bookings.json        your bookings
service-orders.json  your service orders
usage.json           uses at which you were the operator
payments.json        payments that you recorded
transfers.json       transfers of voucher money that your acts caused
claims.json          claims that you drafted
rate-cards.json      rate cards that you published
notifications.json   what you were told on the site
muted-notices.json   what you do not want to be told
calendar-choice.json how your bookings reach your calendar
invitations.json     invitations sent to you
hub-entries.json     entries of hubs that you wrote
hub-needs.json       needs that you posted
hub-messages.json    messages that you wrote in hubs
webhooks.json        webhooks that you made (without their secrets)
put-away.json        first steps that you have put away

Your password is kept only as a hash that can not be turned back, so it is not in here.
Removal (article 47) is asked for on your account page, or of the pool's operator.
"""
