-- Token Management searches a million tokens by what was granted and by names. The tables are in use meanwhile, so nobody is
-- locked out while the indexes are built; executed again after a build that was broken off, this begins anew.

-- Each granted scope with its tenant: another tenant's scope of the same name is another entry. Without a list of entries
-- that wait to be sorted in, no token request has to do that for the thousands before it.
drop index concurrently if exists token_granted;
create index concurrently token_granted on token
  using gin (string_to_array(tenant_id || '/' || replace(scope, ' ', ' ' || tenant_id || '/'), ' '))
  with (fastupdate = off);

drop index concurrently if exists token_label_text;
create index concurrently token_label_text on token
  using gin (lower(label) gin_trgm_ops) with (fastupdate = off)
  where label is not null;

drop index concurrently if exists client_name_text;
create index concurrently client_name_text on client
  using gin (lower(name) gin_trgm_ops) with (fastupdate = off);

drop index concurrently if exists account_username_text;
create index concurrently account_username_text on account
  using gin (lower(username) gin_trgm_ops) with (fastupdate = off);
