-- Every filter of the audit log and every order of the lists has an index. The tables are in use meanwhile, so nobody is
-- locked out while they are built; executed again after a build that was broken off, this begins anew.

drop index concurrently if exists audit_event_newest;
create index concurrently audit_event_newest on audit_event (tenant_id, at, id);
drop index concurrently if exists audit_event_at;

drop index concurrently if exists audit_event_action;
create index concurrently audit_event_action on audit_event (tenant_id, action, at, id);
drop index concurrently if exists audit_event_outcome;
create index concurrently audit_event_outcome on audit_event (tenant_id, outcome, at, id);
drop index concurrently if exists audit_event_actor;
create index concurrently audit_event_actor on audit_event (tenant_id, actor, at, id) where actor is not null;
drop index concurrently if exists audit_event_client;
create index concurrently audit_event_client on audit_event (tenant_id, client, at, id) where client is not null;
drop index concurrently if exists audit_event_address;
create index concurrently audit_event_address on audit_event (tenant_id, address, at, id) where address is not null;
drop index concurrently if exists audit_event_written;
create index concurrently audit_event_written on audit_event (tenant_id, written, id) where written is not null;
drop index concurrently if exists audit_event_text;
create index concurrently audit_event_text on audit_event
  using gin (lower(coalesce(actor, '') || ' | ' || coalesce(client, '') || ' | ' || coalesce(target, '') || ' | '
    || coalesce(detail, '')) gin_trgm_ops) with (fastupdate = off);

drop index concurrently if exists client_created_at;
create index concurrently client_created_at on client (tenant_id, created_at, id);
drop index concurrently if exists client_updated_at;
create index concurrently client_updated_at on client (tenant_id, updated_at, id);
drop index concurrently if exists scope_created_at;
create index concurrently scope_created_at on scope (tenant_id, created_at, id);
drop index concurrently if exists scope_updated_at;
create index concurrently scope_updated_at on scope (tenant_id, updated_at, id);
drop index concurrently if exists account_display_name;
create index concurrently account_display_name on account (tenant_id, lower(display_name), id);
drop index concurrently if exists account_created_at;
create index concurrently account_created_at on account (tenant_id, created_at, id);
drop index concurrently if exists member_group_created_at;
create index concurrently member_group_created_at on member_group (tenant_id, created_at, id);
drop index concurrently if exists project_by_name;
create index concurrently project_by_name on project (tenant_id, lower(name), id);
drop index concurrently if exists project_created_at;
create index concurrently project_created_at on project (tenant_id, created_at, id);
drop index concurrently if exists exposed_service_by_name;
create index concurrently exposed_service_by_name on exposed_service (tenant_id, lower(name), id);
drop index concurrently if exists exposed_service_created_at;
create index concurrently exposed_service_created_at on exposed_service (tenant_id, created_at, id);

-- What was never used counts as used before all else, what never expires as the last to do so.
drop index concurrently if exists exposed_service_last_used_at;
create index concurrently exposed_service_last_used_at on exposed_service
  (tenant_id, coalesce(last_used_at, timestamptz '1970-01-01 00:00:00+00'), id);
drop index concurrently if exists token_in_order_of_expiry;
create index concurrently token_in_order_of_expiry on token
  (tenant_id, coalesce(expires_at, timestamptz '9999-12-31 00:00:00+00'), id);
drop index concurrently if exists token_in_order_of_use;
create index concurrently token_in_order_of_use on token
  (tenant_id, coalesce(last_used_at, timestamptz '1970-01-01 00:00:00+00'), id);
