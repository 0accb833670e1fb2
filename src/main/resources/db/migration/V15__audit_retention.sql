-- Whoever waits for a lock on these tables holds up all who come later, so the wait is short; the next start tries again.
set local lock_timeout = '3s';

-- One row may stand for several refusals that are alike. The program version before this one writes rows without these
-- columns, each of which stands for one event.
alter table audit_event add column occurrences bigint;
alter table audit_event add column last_at timestamptz;
alter table audit_event add constraint audit_event_occurrences_check
  check ((occurrences is null) = (last_at is null) and occurrences >= 1) not valid;
comment on column audit_event.occurrences is 'how many refusals of one kind and address it stands for; null: one event';
comment on column audit_event.last_at is 'when the last of them happened';

-- Audit events are kept for a time, and the database sees to it: nothing removes one before. Clocks may differ by a day.
alter table settings add column audit_retention integer default 400 check (audit_retention between 30 and 3650);
comment on column settings.audit_retention is 'days; null: audit events are never removed';

create function audit_event_is_kept() returns trigger language plpgsql as $$
begin
  if exists (
    select from removed left join settings on settings.tenant_id = removed.tenant_id
    where settings.audit_retention is null
      or removed.at > now() - make_interval(days => settings.audit_retention - 1)
  ) then
    raise exception 'audit events are kept until the retention of their tenant is over';
  end if;
  return null;
end $$;
create trigger audit_event_no_early_delete after delete on audit_event
  referencing old table as removed for each statement execute function audit_event_is_kept();
create trigger audit_event_no_truncate before truncate on audit_event
  for each statement execute function audit_event_is_append_only();
