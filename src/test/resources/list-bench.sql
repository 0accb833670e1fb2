-- A large tenant. Numbers determine all IDs and names, so that the results of a search are known. The foreign keys are
-- added at the end, because checking them once is faster than checking them for each of a million rows.
insert into scope (tenant_id, id, name, description, created_at, updated_at)
select 'default', gen_random_uuid(), 'bench.scope-' || n, case when n % 3 = 0 then 'Opens part ' || n end, now(), now()
from generate_series(1, 5000) n;
insert into service_url (tenant_id, id, scope, pattern, position)
select 'default', gen_random_uuid(), id, '/integration/restv2/bench/' || name || '/' || n || '/**', n
from scope, generate_series(0, 1) n where name like 'bench.%';

-- The scopes of most tokens, with the URLs of existing services, and one scope for all services.
insert into scope (tenant_id, id, name, created_at, updated_at)
select 'default', gen_random_uuid(), name, now(), now() from unnest('{bench.everyday,bench.bygone,bench.wide}'::text[]) name;
insert into service_url (tenant_id, id, scope, pattern, position)
select 'default', gen_random_uuid(), id, case name when 'bench.wide' then '/integration/restv2/development/**'
  else '/integration/restv2/development/*/Api3/parts' end, 0
from scope where name in ('bench.everyday', 'bench.bygone', 'bench.wide');

insert into client (tenant_id, id, client_id, name, version, type, redirect_uris, grant_types, created_at, updated_at)
select 'default', md5('client' || n)::uuid, 'benchclient' || n,
  (array['Partner', 'Warehouse', 'Shop', 'Insurer'])[1 + n % 4] || ' ' || n, '1.' || n % 3, 'CONFIDENTIAL',
  '{https://client.example/callback}', '{authorization_code,client_credentials}', now(), now()
from generate_series(1, 10000) n;
insert into client_scope (tenant_id, client, scope)
select 'default', md5('client' || n)::uuid, s.id
from generate_series(1, 10000) n, scope s where s.name in ('bench.scope-' || 1 + n % 5000, 'bench.scope-' || 1 + n * 7 % 5000);

insert into client_scope (tenant_id, client, scope)
select 'default', md5('client' || n)::uuid, s.id
from generate_series(1, 10000) n, scope s where s.name in ('bench.everyday', 'bench.wide');

insert into account (tenant_id, id, username, display_name, password_hash, created_at, updated_at)
select 'default', md5('account' || n)::uuid, 'bench.person-' || n, 'Person Number ' || n, 'none', now(), now()
from generate_series(1, 20000) n;
insert into member_group (tenant_id, id, name, created_at)
select 'default', md5('group' || n)::uuid, 'Bench group ' || n, now() from generate_series(1, 1000) n;
insert into group_account (tenant_id, member_group, account)
select 'default', md5('group1000')::uuid, md5('account' || n)::uuid from generate_series(1, 20000) n;
insert into group_client (tenant_id, member_group, client)
select 'default', md5('group1000')::uuid, md5('client' || n)::uuid from generate_series(1, 10000) n;

insert into project (tenant_id, id, project_id, name, created_at, updated_at)
select 'default', md5('project' || n)::uuid, 'flbench' || n, 'Bench project ' || n, now(), now()
from generate_series(1, 1000) n;
insert into exposed_service
  (tenant_id, id, project, kind, name, resource, path, description, upstream_url, created_at, updated_at)
select 'default', gen_random_uuid(), md5('project' || 1 + n % 1000)::uuid, 'REST_RESOURCE', 'Api' || n / 1000,
  '/parts', '/integration/restv2/development/flbench' || 1 + n % 1000 || '/Api' || n / 1000 || '/parts',
  'Description of ' || n, 'http://127.0.0.1:9/', now(), now()
from generate_series(1, 10000) n;

-- One token for each second. IDs have the order of the issue times. Every tenth token has the same client and account.
create temp table dropped as
select indexname, indexdef from pg_indexes where tablename = 'token' and indexdef not like 'CREATE UNIQUE %';
do $$
declare index_name text;
begin
  for index_name in select indexname from dropped loop execute 'drop index ' || index_name; end loop;
end $$;
alter table token drop constraint token_tenant_id_client_fkey, drop constraint token_tenant_id_account_fkey;
insert into token
  (tenant_id, id, access_hash, client, account, grant_type, label, scope, access_scope, issued_at, access_issued_at, expires_at)
select 'default',
  (lpad(to_hex(1700000000000 + n * 1000), 12, '0') || '7' || substr(md5('' || n), 1, 3) || '8' || substr(md5('' || n), 4, 15))::uuid,
  sha256(('token' || n)::bytea),
  md5('client' || case when n % 10 = 0 then 1 else 2 + n * 7919 % 9999 end)::uuid,
  case when n % 2 = 0 then md5('account' || case when n % 10 = 0 then 2 else 3 + n * 31 % 19997 end)::uuid end,
  case when n % 2 = 0 then 'authorization_code' else 'client_credentials' end,
  case when n < 100000 and n % 3 = 0 then 'Legacy import' when n % 10 = 0 then 'Nightly job ' || n / 10 % 1000
       when n = 400001 then 'Quarterly closing' end,
  case when n = 300001 then 'bench.scope-5000' when n % 2 = 0 then 'bench.everyday bench.scope-' || 1 + n % 4990
       when n < 100000 and n % 3 = 0 then 'bench.bygone' else 'bench.scope-' || 1 + n % 4990 end,
  'bench', to_timestamp(1700000000 + n), to_timestamp(1700000000 + n), now() + interval '1 day'
from generate_series(1, 1000000::bigint) n;
alter table token
  add constraint token_tenant_id_client_fkey
    foreign key (tenant_id, client) references client (tenant_id, id) on delete cascade,
  add constraint token_tenant_id_account_fkey
    foreign key (tenant_id, account) references account (tenant_id, id) on delete cascade;
do $$
declare definition text;
begin
  for definition in select indexdef from dropped loop execute definition; end loop;
end $$;

-- One audit event for each of a million seconds.
create temp table audit_indexes as
select indexname, indexdef from pg_indexes where tablename = 'audit_event' and indexdef not like 'CREATE UNIQUE %';
do $$
declare index_name text;
begin
  for index_name in select indexname from audit_indexes loop execute 'drop index ' || index_name; end loop;
end $$;
insert into audit_event (tenant_id, id, at, action, outcome, actor, client, target, address, detail)
select 'default',
  (lpad(to_hex(1700000000000 + n * 1000), 12, '0') || '7' || substr(md5('' || n), 1, 3) || '8' || substr(md5('' || n), 4, 15))::uuid,
  to_timestamp(1700000000 + n),
  case when n <= 5 then 'issuer.deleted' when n % 2 = 0 then 'token.issued' when n % 3 = 0 then 'gateway.denied'
       else 'token.refreshed' end,
  case when n % 1000 = 1 then 'FAILURE' when n % 3 = 0 and n % 2 = 1 then 'DENIED' else 'SUCCESS' end,
  'bench.person-' || case when n % 10 = 0 then 2 else 3 + n * 31 % 19997 end,
  'benchclient' || 1 + n * 7919 % 9999, 'bench.scope-' || 1 + n % 4990, '192.0.2.' || n % 200,
  case when n < 100000 and n % 3 = 0 then 'Legacy import' when n = 400001 then 'Quarterly closing' end
from generate_series(1, 1000000::bigint) n;
do $$
declare definition text;
begin
  for definition in select indexdef from audit_indexes loop execute definition; end loop;
end $$;

analyze audit_event, scope, service_url, client, client_scope, account, member_group, group_account, group_client, project,
  exposed_service, token;
