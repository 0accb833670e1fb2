-- Token Management lists the tokens of a client or an account newest first: in the order of their ids, which begin with
-- the time. Each index begins with the columns of the one that it replaces.
create index token_of_client on token (tenant_id, client, id);
drop index token_client;
create index token_of_account on token (tenant_id, account, id) where account is not null;
drop index token_account;

-- A refresh token without a refresh left could never be used, and would keep the row of an expired token for ever.
alter table token add constraint token_refreshable
  check (refresh_hash is null or refreshes_left is null or refreshes_left > 0);
