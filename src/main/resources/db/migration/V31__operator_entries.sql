-- Entries of operators into the consoles of tenants: a one-time code at first, then a session without an account.
create table operator_entry (
  tenant_id         varchar(63)  not null references tenant (id) on delete cascade check (tenant_id <> 'operator'),
  id                uuid         not null,
  secret_hash       bytea        not null check (octet_length(secret_hash) = 32),
  operator_account  uuid         not null,
  operator_session  uuid         not null,
  operator_name     varchar(100) not null,
  reason            varchar(200) not null check (reason !~ '[[:cntrl:]]' and reason <> ''),
  changes           boolean      not null,
  created_at        timestamptz  not null,
  entered_at        timestamptz,
  expires_at        timestamptz  not null check (expires_at > created_at),
  primary key (tenant_id, id)
);
create unique index operator_entry_secret_hash on operator_entry (tenant_id, secret_hash);
create index operator_entry_expires_at on operator_entry (expires_at);
comment on column operator_entry.secret_hash is 'of the code until the code is used, then of the cookie';
comment on column operator_entry.operator_account is 'an account of the tenant operator, and no reference: references stay within a tenant';
comment on column operator_entry.operator_session is 'the session of that account; the entry ends with it';
comment on column operator_entry.changes is 'whether the operator may change things; otherwise read-only';
comment on column operator_entry.entered_at is 'when the code was used; null: not yet';
