-- Invitations: the row of a one-time link with which an account is created. The redemption deletes the row.
create table invitation (
  tenant_id     varchar(63)  not null references tenant (id) on delete cascade,
  id            uuid         not null,
  secret_hash   bytea        not null check (octet_length(secret_hash) = 32),
  role          varchar(16)  check (role in ('ADMINISTRATOR', 'AUDITOR')),
  username      varchar(100) check (username ~ '^[^[:cntrl:][:space:]]+$'),
  display_name  varchar(200) check (display_name !~ '[[:cntrl:]]' and display_name <> ''),
  created_by    varchar(200) not null,
  created_at    timestamptz  not null,
  expires_at    timestamptz  not null check (expires_at > created_at),
  primary key (tenant_id, id)
);
create unique index invitation_secret_hash on invitation (tenant_id, secret_hash);
create index invitation_expires_at on invitation (expires_at);
create index invitation_by_creation on invitation (tenant_id, created_at, id);
create index invitation_by_expiry on invitation (tenant_id, expires_at, id);
comment on column invitation.username is 'a suggestion, which the invitee may change';
comment on column invitation.display_name is 'a suggestion, which the invitee may change';
comment on column invitation.created_by is 'a name and no reference: the invitation outlives the account of the inviter';
