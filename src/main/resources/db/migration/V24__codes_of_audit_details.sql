-- Whoever waits for a lock on this table holds up all who come later, so the wait is short; the next start tries again.
set local lock_timeout = '3s';

-- The detail of an audit event stays English text, for searches and for readers of the table. The code and the values let
-- a page word it in its own language. The program version before this one writes neither, and ignores both.
alter table audit_event
  add column detail_code varchar(100),
  add column detail_values text;
comment on column audit_event.detail_code is 'null: the detail is a value, or was written by the version before';
comment on column audit_event.detail_values is 'a JSON array: strings, arrays, and objects of a code and its values';
