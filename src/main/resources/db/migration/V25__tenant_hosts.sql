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
  add column uid           uuid        not null default gen_random_uuid() unique,
  add column updated_at    timestamptz not null default now(),
  add column lock_version  integer     not null default 0,
  add column delete_after  timestamptz check (delete_after is null or not active);
comment on column tenant.active is 'false: suspended, no host of the tenant answers';
comment on column tenant.delete_after is 'null: not marked for deletion';
create index tenant_delete_after on tenant (delete_after) where delete_after is not null;
create unique index tenant_name on tenant (lower(name));

-- The audit events of a tenant go with the tenant.
create or replace function audit_event_is_kept() returns trigger language plpgsql as $$
begin
  if exists (
    select from removed
    left join settings on settings.tenant_id = removed.tenant_id
    left join tenant on tenant.id = removed.tenant_id
    where tenant.delete_after is null or tenant.delete_after > now()
    group by removed.tenant_id, settings.audit_retention
    having settings.audit_retention is null
      or max(removed.at) > now() - make_interval(days => settings.audit_retention - 1)
  ) then
    raise exception 'audit events are kept until the retention of their tenant is over';
  end if;
  return null;
end $$;

-- The built-in scope of the operator covers the operator's API.
alter table service_url drop constraint service_url_pattern_check;
alter table service_url add constraint service_url_pattern_check
  check (pattern like '/integration/%' or pattern in
    ('/admin/api/**', '/admin/api/v1/why-denied', '/admin/api/v1/scopes/*/impact', '/operator/v1/**')) not valid;
