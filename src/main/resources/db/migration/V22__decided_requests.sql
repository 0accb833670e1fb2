-- Whoever waits for a lock on these tables holds up all who come later, so the wait is short; the next start tries again.
set local lock_timeout = '3s';

-- The browser that decided an authorization request may come back to it: a double click, Back, Reload. What was decided
-- has a table of its own, because the program before would take every row of authorization_request for one that waits.

create table decided_request (
  tenant_id      varchar(63) not null,
  id             uuid        not null,
  request_hash   bytea       not null check (octet_length(request_hash) = 32),
  browser_hash   bytea       not null check (octet_length(browser_hash) = 32),
  client         uuid        not null,
  account        uuid        not null,
  asked          boolean     not null,
  granted        boolean     not null,
  scope          text        not null check (granted = (scope <> '')),
  response_type  varchar(16) not null check (response_type in ('code', 'token')),
  response_mode  varchar(16) not null check (response_mode in ('query', 'fragment', 'form_post')),
  redirect_uri   text        not null,
  issued         uuid        check (granted = (issued is not null)),
  sealed_answer  bytea       not null,
  answer_until   timestamptz not null,
  expires_at     timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, client) references client (tenant_id, id) on delete cascade,
  foreign key (tenant_id, account) references account (tenant_id, id) on delete cascade
);
create unique index decided_request_hash on decided_request (tenant_id, request_hash);
create index decided_request_client on decided_request (tenant_id, client);
create index decided_request_account on decided_request (tenant_id, account);
create index decided_request_expires_at on decided_request (expires_at);
comment on column decided_request.issued is 'the code or token in the answer';
comment on column decided_request.sealed_answer is 'AES-256-GCM under a key that the handle and the cookie of the browser yield';

alter table authorization_request
  add column response_mode varchar(16) check (response_mode in ('query', 'fragment', 'form_post')),
  alter column state type varchar(4096);
comment on column authorization_request.response_mode is 'null: where answers of the response type stand';
