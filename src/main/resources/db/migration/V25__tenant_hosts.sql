-- The hosts of tenants, and the states of a tenant. A host belongs to one tenant, so the host alone is the key.
create table tenant_host (
  host        varchar(253) primary key
              check (host = lower(host) and host ~ '^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])$'),
  tenant_id   varchar(63)  not null references tenant (id) on delete cascade,
  is_primary  boolean      not null default false,
  created_at  timestamptz  not null default now()
);
create index tenant_host_tenant on tenant_host (tenant_id, host);
create unique index tenant_host_primary on tenant_host (tenant_id) where is_primary;

alter table tenant
  add column updated_at    timestamptz not null default now(),
  add column lock_version  integer     not null default 0,
  add column delete_after  timestamptz check (delete_after is null or not active);
comment on column tenant.active is 'false: suspended, no host of the tenant answers';
comment on column tenant.delete_after is 'null: not marked for deletion';
create index tenant_delete_after on tenant (delete_after) where delete_after is not null;
create unique index tenant_name on tenant (lower(name));
