-- Housekeeping finds the grants whose refresh token has expired, client by client. The table is in use meanwhile, so
-- nobody is locked out while the indexes are built; executed again after a build that was broken off, this begins anew.
drop index concurrently if exists token_refresh_unused;
create index concurrently token_refresh_unused on token (tenant_id, client, access_issued_at)
  where refresh_hash is not null and expires_at is not null;

drop index concurrently if exists token_refresh_age;
create index concurrently token_refresh_age on token (tenant_id, client, issued_at)
  where refresh_hash is not null and expires_at is not null;
