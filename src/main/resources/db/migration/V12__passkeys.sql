-- A second way to sign in (WebAuthn). New tables only: the program before knows nothing of them.

create table passkey (
  tenant_id        varchar(63)  not null,
  id               uuid         not null,
  account          uuid         not null,
  credential_id    bytea        not null check (octet_length(credential_id) between 1 and 1023),
  public_key       bytea        not null check (octet_length(public_key) between 1 and 4096),
  sign_count       bigint       not null check (sign_count between 0 and 4294967295),
  transports       varchar(200) not null,
  aaguid           uuid         not null,
  name             varchar(100) not null check (name !~ '[[:cntrl:]]' and name <> ''),
  backup_eligible  boolean      not null,
  backed_up        boolean      not null check (backup_eligible or not backed_up),
  created_at       timestamptz  not null,
  last_used_at     timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, account) references account (tenant_id, id) on delete cascade
);
create unique index passkey_credential_id on passkey (tenant_id, credential_id);
create index passkey_account on passkey (tenant_id, account);
comment on column passkey.public_key is 'a COSE key (RFC 9052), which checks signatures and makes none';

create table used_passkey_challenge (
  tenant_id       varchar(63) not null references tenant (id) on delete cascade,
  id              uuid        not null,
  challenge_hash  bytea       not null check (octet_length(challenge_hash) = 32),
  expires_at      timestamptz not null,
  primary key (tenant_id, id)
);
create unique index used_passkey_challenge_hash on used_passkey_challenge (tenant_id, challenge_hash);
create index used_passkey_challenge_expires_at on used_passkey_challenge (expires_at);
