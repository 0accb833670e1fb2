-- Fills the arrays of V23 in the rows that were there before it. The tables are in use meanwhile and may have millions of
-- rows: each transaction writes some thousand, passes over rows that somebody holds, and comes back to them. Executed again
-- after it was broken off, it goes on with what is missing. The triggers of V23 know what belongs into the arrays.
do $$
declare
  filled text;
  missing text;
  tenant text;
  row_id uuid;
  last_tenant text;
  last_id uuid;
  more boolean;
begin
  foreach filled in array array['authorization_request', 'authorization_code', 'token', 'rotated_refresh_token', 'consent',
    'decided_request']
  loop
    missing = case filled
      when 'rotated_refresh_token' then 'resource_uris is null and resources is not null'
      else 'scopes is null' end;
    loop
      last_tenant = '';
      last_id = '00000000-0000-0000-0000-000000000000';
      loop
        execute format('select tenant_id, id from (select tenant_id, id from %I where (tenant_id, id) > ($1, $2)'
          || ' order by tenant_id, id limit 5000) batch order by tenant_id desc, id desc limit 1', filled)
          into tenant, row_id using last_tenant, last_id;
        exit when tenant is null;
        execute format('update %1$I set id = %1$I.id from (select tenant_id, id from %1$I'
          || ' where (tenant_id, id) > ($1, $2) and (tenant_id, id) <= ($3, $4) and %2$s'
          || ' for no key update skip locked) batch'
          || ' where %1$I.tenant_id = batch.tenant_id and %1$I.id = batch.id', filled, missing)
          using last_tenant, last_id, tenant, row_id;
        commit;
        last_tenant = tenant;
        last_id = row_id;
      end loop;
      execute format('select exists (select from %I where %s)', filled, missing) into more;
      exit when not more;
      commit;
      perform pg_sleep(0.1);
    end loop;
  end loop;
end $$;

alter table authorization_request validate constraint authorization_request_lists;
alter table authorization_code validate constraint authorization_code_lists;
alter table token validate constraint token_lists;
alter table consent validate constraint consent_lists;
alter table decided_request validate constraint decided_request_lists;

-- Each granted scope with its tenant: the index knows which of them another tenant has. Without a list of entries that wait
-- to be sorted in, no token request has to do that for the thousands before it.
drop index concurrently if exists token_scopes;
create index concurrently token_scopes on token using gin (tenant_id, scopes) with (fastupdate = off);
drop index concurrently if exists consent_scopes;
create index concurrently consent_scopes on consent using gin (tenant_id, scopes) with (fastupdate = off);
