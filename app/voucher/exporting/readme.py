"""What the export says of itself, in both languages: how to check it without us."""

README_ZH = """\
创新券 {number} 证据包

statement.csv   创新券及其余额
transfers.csv   全部资金划转
claims.csv      本券各笔支出的核销、支付与核查（仅本券所涉）
holds.json      每笔冻结额度及判定时的事实快照
events.json     申请、创新券、冻结额度及计划的事件，含序号与哈希
policies.json   所依据的政策版本
MANIFEST.sha256 各文件的 SHA-256，可用 sha256sum -c MANIFEST.sha256 核对

事件链：同一对象的事件从 1 起连续编号。每个事件的 hash 为
SHA-256（前一事件的 hash + 换行符 + content）；首个事件之前以 64 个 0 代替。
content 为除 hash 外的全部字段：JSON，键按字母排序，无空格，UTF-8。
若某人的个人信息已被删除，其事件以编号代替姓名：hash 仍为原值并继续链接后一事件，
现有内容则以 pseudonym_hash 按同样方法核对（content 不含这两个字段）。
"""
README_EN = """\
Evidence of voucher {number}

statement.csv   the voucher and where its value stands
transfers.csv   every transfer of its money
claims.csv      what was claimed of it, paid and looked into: its own lines only
holds.json      each hold with the facts it was judged by
events.json     events of its application, the voucher, its holds and its programme, with number and hash
policies.json   the policy versions they were decided by
MANIFEST.sha256 the SHA-256 of each file; check with: sha256sum -c MANIFEST.sha256

The chains: the events of one subject are numbered from 1 without a gap. The hash of an event is the
SHA-256 of the hash before it, a line feed, and its content; 64 zeros stand before the first. The content
is every field but the hash, as JSON with sorted keys and without spaces, in UTF-8.
Where a person's data was removed, a number stands in the place of the name: the hash is still the one
made with the name, and the next event is bound to it; what is left is checked in the same way by
pseudonym_hash (neither of the two is part of the content).
"""
