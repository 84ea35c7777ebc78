-- The history of what belongs to an account, told on its page.
create index account_contact_aud_of on account_contact_aud (account_id, id);
create index account_note_aud_of on account_note_aud (account_id, id);
create index account_save_plan_aud_of on account_save_plan_aud (account_id, id);
create index account_member_aud_of on account_member_aud (account_id, id);
