-- Whoever waits for a lock on these tables holds up all who come later, so the wait is short; the next start tries again.
set local lock_timeout = '3s';

-- Lets an index on an array begin with the tenant. Like pg_trgm it comes with PostgreSQL, and whoever owns a database may
-- create it.
create extension if not exists btree_gin;

-- Scopes and resources become arrays, which need no reading of texts and have an index. The program version before this
-- one writes and reads the texts alone, and this version the arrays alone. While nodes of both run, triggers fill what a
-- writer leaves out: a changed text goes into the array, everything else comes from the array. V23_1 fills the rows that
-- are there. The texts, these triggers and the index token_granted are removed in the next minor version.

alter table authorization_request add column scopes varchar[], add column resource_uris varchar[];
alter table authorization_code add column scopes varchar[], add column resource_uris varchar[];
alter table token
  add column scopes varchar[],
  add column access_scopes varchar[],
  add column resource_uris varchar[],
  add column granted_resource_uris varchar[];
alter table rotated_refresh_token add column resource_uris varchar[];
alter table consent add column scopes varchar[];
alter table decided_request add column scopes varchar[];
comment on column token.scopes is 'what was granted';
comment on column token.access_scopes is 'what the current access token carries; a refresh may narrow it';
comment on column token.resource_uris is 'what the current access token is for (RFC 8707); empty: it names no resource';
comment on column token.granted_resource_uris is 'what was granted; empty: all; null: those of the access token';
comment on column rotated_refresh_token.resource_uris is 'what the successor is for; null: not known';

-- Arrays from texts: names separated by spaces, and a first resource with those that follow it.
create function array_of_names(names text) returns varchar[] language sql immutable strict as $$
  select string_to_array(names, ' ')::varchar[]
$$;
create function array_of_resources(first text, more text) returns varchar[] language sql immutable as $$
  select case when first is null then '{}' else first || string_to_array(coalesce(more, ''), ' ') end::varchar[]
$$;

create function fill_scopes() returns trigger language plpgsql as $$
begin
  if new.scopes is null
    or (tg_op = 'UPDATE' and new.scope is distinct from old.scope and new.scopes is not distinct from old.scopes) then
    new.scopes = array_of_names(new.scope);
  else
    new.scope = array_to_string(new.scopes, ' ');
  end if;
  return new;
end $$;

create function fill_access_scopes() returns trigger language plpgsql as $$
begin
  if new.access_scopes is null
    or (tg_op = 'UPDATE' and new.access_scope is distinct from old.access_scope
      and new.access_scopes is not distinct from old.access_scopes) then
    new.access_scopes = array_of_names(new.access_scope);
  else
    new.access_scope = array_to_string(new.access_scopes, ' ');
  end if;
  return new;
end $$;

create function fill_resources() returns trigger language plpgsql as $$
begin
  if new.resource_uris is null
    or (tg_op = 'UPDATE' and (new.resource, new.more_resources) is distinct from (old.resource, old.more_resources)
      and new.resource_uris is not distinct from old.resource_uris) then
    new.resource_uris = array_of_resources(new.resource, new.more_resources);
  else
    new.resource = new.resource_uris[1];
    new.more_resources = nullif(array_to_string(new.resource_uris[2:], ' '), '');
  end if;
  return new;
end $$;

-- Null means something here, so what an update leaves as it was does not count.
create function fill_granted_resources() returns trigger language plpgsql as $$
begin
  if new.granted_resource_uris is not null
    and (tg_op = 'INSERT' or new.granted_resource_uris is distinct from old.granted_resource_uris) then
    new.granted_resources = array_to_string(new.granted_resource_uris, ' ');
  elsif tg_op = 'UPDATE' and new.granted_resource_uris is null and old.granted_resource_uris is not null then
    new.granted_resources = null;
  else
    new.granted_resource_uris = array_of_names(new.granted_resources);
  end if;
  return new;
end $$;

create function fill_rotated_resources() returns trigger language plpgsql as $$
begin
  if new.resource_uris is not null
    and (tg_op = 'INSERT' or new.resource_uris is distinct from old.resource_uris) then
    new.resources = array_to_string(new.resource_uris, ' ');
  elsif tg_op = 'UPDATE' and new.resource_uris is null and old.resource_uris is not null then
    new.resources = null;
  else
    new.resource_uris = array_of_names(new.resources);
  end if;
  return new;
end $$;

create trigger fill_scopes before insert or update on authorization_request
  for each row execute function fill_scopes();
create trigger fill_resources before insert or update on authorization_request
  for each row execute function fill_resources();
create trigger fill_scopes before insert or update on authorization_code
  for each row execute function fill_scopes();
create trigger fill_resources before insert or update on authorization_code
  for each row execute function fill_resources();
create trigger fill_scopes before insert or update on token
  for each row execute function fill_scopes();
create trigger fill_access_scopes before insert or update on token
  for each row execute function fill_access_scopes();
create trigger fill_resources before insert or update on token
  for each row execute function fill_resources();
create trigger fill_granted_resources before insert or update on token
  for each row execute function fill_granted_resources();
create trigger fill_rotated_resources before insert or update on rotated_refresh_token
  for each row execute function fill_rotated_resources();
create trigger fill_scopes before insert or update on consent
  for each row execute function fill_scopes();
create trigger fill_scopes before insert or update on decided_request
  for each row execute function fill_scopes();

-- Every row that is written from now on has both. V23_1 checks those that are there, which takes no lock that others wait for.
alter table authorization_request add constraint authorization_request_lists
  check (scopes is not null and resource_uris is not null) not valid;
alter table authorization_code add constraint authorization_code_lists
  check (scopes is not null and resource_uris is not null) not valid;
alter table token add constraint token_lists
  check (scopes is not null and access_scopes is not null and resource_uris is not null) not valid;
alter table consent add constraint consent_lists check (scopes is not null) not valid;
alter table decided_request add constraint decided_request_lists check (scopes is not null) not valid;
