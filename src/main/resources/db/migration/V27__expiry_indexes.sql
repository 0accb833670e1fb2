-- Housekeeping removes the expired rows of all tenants with one statement per table, in the order of an index. The other
-- tables have an index on the expiry alone, or are searched owner by owner with an index that begins with the owner. Signing
-- keys had no such index, because one tenant has few of them. The table is in use meanwhile, so nobody is locked out while
-- the index is built; executed again after a build that was broken off, this begins anew.
drop index concurrently if exists signing_key_retired_at;
create index concurrently signing_key_retired_at on signing_key (retired_at) where retired_at is not null;
