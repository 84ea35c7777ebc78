-- The rows that the migrations bring get the first line of their history: the validity strategy closes it at the first change, and
-- refuses the change where there is none.
insert into audit_revision (id, created_at, reason) values (1, '2026-11-24 00:00:00', 'installation');
insert into settings_business_aud (id, rev, revtype, zone, fiscal_start_month, base_currency)
    select s.id, 1, 0, s.zone, s.fiscal_start_month, s.base_currency from settings_business s
    where not exists (select 1 from settings_business_aud h where h.id = s.id);
insert into settings_code_aud (id, rev, revtype, list, code, label_en, label_zh, position, active)
    select s.id, 1, 0, s.list, s.code, s.label_en, s.label_zh, s.position, s.active from settings_code s
    where not exists (select 1 from settings_code_aud h where h.id = s.id);
