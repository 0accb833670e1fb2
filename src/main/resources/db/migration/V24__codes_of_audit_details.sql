-- A wait for a lock on this table delays all later statements, so the wait is short. The next start tries again.
set local lock_timeout = '3s';

-- The detail of an audit event stays English text, for searches and for readers of the table. With the code and the values,
-- a page shows the detail in its own language. The version before this one does not write or read the two columns.
alter table audit_event
  add column detail_code varchar(100),
  add column detail_values text;
comment on column audit_event.detail_code is 'null: the detail is a value, or was written by the version before';
comment on column audit_event.detail_values is 'a JSON array: strings, arrays, and objects of a code and its values';
