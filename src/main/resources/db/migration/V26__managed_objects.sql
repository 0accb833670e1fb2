-- A wait for a lock on these tables delays all later statements, so the wait is short. The next start tries again.
set local lock_timeout = '3s';

-- Which objects configuration files manage. The version before this one ignores the columns: its edits keep the marks, and
-- the next apply overwrites the edits.
alter table settings
  add column managed varchar(20) check (managed in ('CREATED', 'ADOPTED', 'CREATED_EDITED', 'ADOPTED_EDITED'));
alter table member_group
  add column managed varchar(20) check (managed in ('CREATED', 'ADOPTED', 'CREATED_EDITED', 'ADOPTED_EDITED'));
alter table project
  add column managed varchar(20) check (managed in ('CREATED', 'ADOPTED', 'CREATED_EDITED', 'ADOPTED_EDITED'));
alter table exposed_service
  add column managed varchar(20) check (managed in ('CREATED', 'ADOPTED', 'CREATED_EDITED', 'ADOPTED_EDITED'));
alter table upstream
  add column managed varchar(20) check (managed in ('CREATED', 'ADOPTED', 'CREATED_EDITED', 'ADOPTED_EDITED'));
alter table scope
  add column managed varchar(20) check (managed in ('CREATED', 'ADOPTED', 'CREATED_EDITED', 'ADOPTED_EDITED'));
alter table client
  add column managed varchar(20) check (managed in ('CREATED', 'ADOPTED', 'CREATED_EDITED', 'ADOPTED_EDITED'));
alter table trusted_issuer
  add column managed varchar(20) check (managed in ('CREATED', 'ADOPTED', 'CREATED_EDITED', 'ADOPTED_EDITED'));
comment on column settings.managed is 'null: configuration files do not manage the settings';

-- When the configuration directory was first applied. Without a row, a broken directory keeps Gatehouse from starting.
create table applied_configuration (
  tenant_id   varchar(63) primary key references tenant (id) on delete cascade,
  applied_at  timestamptz not null
);
