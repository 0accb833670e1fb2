-- Whoever follows the audit log must not miss what is committed late: events are written by several nodes, some in batches
-- and some in long transactions. The transaction that wrote an event is a position that no later commit can come before,
-- once all transactions up to it have ended. Nothing is rewritten: what is there already has no position. The program
-- version before this one goes on writing, and the defaults give its events theirs.
alter table audit_event add column written bigint;
alter table audit_event add column written_after bigint;
alter table audit_event alter column written set default pg_current_xact_id()::text::bigint;
alter table audit_event alter column written_after set default pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
comment on column audit_event.written is 'the transaction that wrote it; null: before there were positions';
comment on column audit_event.written_after is 'all transactions before this one had ended when it was written';
