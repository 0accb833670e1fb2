-- The quotas of tenants. A tenant without a row, and a null, have the default of the configuration.
create table tenant_quota (
  tenant_id          varchar(63) primary key references tenant (id) on delete cascade,
  clients            integer     check (clients between 0 and 1000000),
  accounts           integer     check (accounts between 1 and 10000000),
  services           integer     check (services between 0 and 1000000),
  live_tokens        integer     check (live_tokens between 1 and 10000000),
  tokens_per_second  integer     check (tokens_per_second between 1 and 1000000),
  calls_per_second   integer     check (calls_per_second between 1 and 1000000),
  audit_days         integer     check (audit_days between 30 and 3650),
  password_share     integer     check (password_share between 1 and 100),
  database_share     integer     check (database_share between 1 and 100),
  lock_version       integer     not null default 0
);
comment on column tenant_quota.audit_days is 'the maximum of settings.audit_retention';
comment on column tenant_quota.password_share is 'percent of the password checks of a node while other tenants wait';
comment on column tenant_quota.database_share is 'percent of the database connections of a node';
