-- A database just before events were chained: a programme opened, a voucher issued, and a hold captured in part.
INSERT INTO event (at, subject_kind, subject_ref, action, from_state, to_state, actor_id, actor_name, role, data) VALUES ('2026-03-02 01:00:00.000000', 'programme', 'P-1', 'create', NULL, 'draft', 1, '陈', 'officer', '{"b":1,"a":2}');
INSERT INTO event (at, subject_kind, subject_ref, action, from_state, to_state, actor_id, actor_name, role, data) VALUES ('2026-03-02 01:00:00.000000', 'voucher', 'V-1', 'issue', NULL, 'active', 1, '陈', 'officer', NULL);
INSERT INTO event (at, subject_kind, subject_ref, action, from_state, to_state, actor_id, actor_name, role, data) VALUES ('2026-03-02 01:00:00.000000', 'programme', 'P-1', 'open', 'draft', 'open', 1, '陈', 'officer', NULL);
INSERT INTO region (code, level, name_zh, name_en, is_pilot) VALUES ('310118', 'county', '青浦区', 'Qingpu', TRUE);
INSERT INTO organisation (kind, name_zh, name_en, credit_code, region_code, created_at) VALUES ('enterprise', 'a', 'a', 'x', '310118', '2026-03-02 01:00:00.000000');
INSERT INTO programme (ref, name, year, region_code, state, created_at) VALUES ('P-1', 'a', 2026, '310118', 'open', '2026-03-02 01:00:00.000000');
INSERT INTO policy (programme_id, version, terms, created_at) VALUES (1, 3, '{}', '2026-03-02 01:00:00.000000');
INSERT INTO voucher (number, programme_id, policy_id, enterprise_id, tier, face_minor, currency, modes, use_by, redeem_by, state, issued_at)
    VALUES ('V-1', 1, 1, 1, 'district', 1000, 'CNY', '[]', '2026-12-31', '2026-12-31', 'active', '2026-03-02 01:00:00.000000');
INSERT INTO bucket (kind, owner_ref, tier, balance_minor, currency) VALUES ('treasury', '310118', 'CNY', 0, 'CNY');
INSERT INTO bucket (kind, owner_ref, tier, voucher_id, balance_minor, currency) VALUES ('available', 'V-1', 'district', 1, 0, 'CNY');
INSERT INTO hold (reference, voucher_id, policy_id, mode, state, amount_minor, captured_minor, currency, host_region, snapshot, held_at, expires_at) VALUES ('B-1', 1, 1, 'redeem', 'held', 400, 0, 'CNY', '320000', '{}', '2026-03-02 01:00:00.000000', '2026-03-02 01:00:00.000000');
INSERT INTO bucket (kind, owner_ref, tier, voucher_id, balance_minor, currency) VALUES ('held', '1', 'district', 1, 0, 'CNY');
INSERT INTO bucket (kind, owner_ref, tier, voucher_id, balance_minor, currency) VALUES ('claimable', '1', 'district', 1, 0, 'CNY');
INSERT INTO transfer (debit_bucket_id, credit_bucket_id, amount_minor, currency, reason, reference, programme_id, voucher_id, issuer_region, payer_region, actor_id, actor_name, at) VALUES (1, 2, 1000, 'CNY', 'issue', 'V-1', 1, 1, '310118', '310118', 1, '陈', '2026-03-02 01:00:00.000000');
INSERT INTO transfer (debit_bucket_id, credit_bucket_id, amount_minor, currency, reason, reference, programme_id, voucher_id, issuer_region, payer_region, actor_id, actor_name, at) VALUES (2, 3, 400, 'CNY', 'hold', 'B-1', 1, 1, '310118', '310118', 2, '王', '2026-03-02 01:00:00.000000');
UPDATE hold SET state = 'captured', captured_minor = 300, resolved_at = '2026-03-02 01:00:00.000000';
INSERT INTO transfer (debit_bucket_id, credit_bucket_id, amount_minor, currency, reason, reference, programme_id, voucher_id, issuer_region, payer_region, actor_id, actor_name, at) VALUES (3, 4, 300, 'CNY', 'capture', 'B-1', 1, 1, '310118', '310118', NULL, 'OnePool', '2026-03-02 01:00:00.000000');
INSERT INTO transfer (debit_bucket_id, credit_bucket_id, amount_minor, currency, reason, reference, programme_id, voucher_id, issuer_region, payer_region, actor_id, actor_name, at) VALUES (3, 2, 100, 'CNY', 'remainder', 'B-1', 1, 1, '310118', '310118', NULL, 'OnePool', '2026-03-02 01:00:00.000000');
