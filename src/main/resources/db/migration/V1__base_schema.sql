-- The base schema. Every row belongs to one tenant: primary keys begin with tenant_id and every foreign key
-- carries it, so that a row can never refer to another tenant's. Names that ignore case are unique on lower(name).
-- Raw tokens, codes, secrets and session identifiers are never stored: *_hash columns hold SHA-256 (32 bytes).

create table tenant (
  id          varchar(63)  primary key check (id ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'),
  name        varchar(100) not null,
  active      boolean      not null default true,
  created_at  timestamptz  not null default now()
);

create table settings (
  tenant_id                      varchar(63) primary key references tenant (id) on delete cascade,
  require_https                  boolean     not null default true,
  require_pkce                   boolean     not null default false,
  authorization_code_lifetime    integer     not null default 60 check (authorization_code_lifetime between 1 and 600),
  access_token_lifetime          integer     default 3600 check (access_token_lifetime >= 1),
  refresh_count                  integer     default 0 check (refresh_count >= 0),
  refresh_grace                  integer     not null default 10 check (refresh_grace between 0 and 60),
  access_token_format            varchar(8)  not null default 'JWT' check (access_token_format in ('JWT', 'OPAQUE')),
  signing_algorithm              varchar(8)  not null default 'ES256' check (signing_algorithm in ('ES256', 'RS256')),
  allow_implicit                 boolean     not null default true,
  allow_password                 boolean     not null default true,
  approval_title                 varchar(100),
  approval_heading               varchar(200),
  approval_footer                varchar(500),
  approval_logo                  bytea check (octet_length(approval_logo) <= 262144),
  approval_logo_type             varchar(50) check (approval_logo_type in ('image/png', 'image/jpeg', 'image/webp')),
  lock_version                   integer     not null default 0,
  check ((approval_logo is null) = (approval_logo_type is null))
);
comment on column settings.access_token_lifetime is 'seconds; null: never expires';
comment on column settings.refresh_count is 'what a new client starts with; null: unlimited';
comment on column settings.refresh_grace is 'seconds in which a rotated refresh token gets its successor again';

create table account (
  tenant_id      varchar(63)  not null references tenant (id) on delete cascade,
  id             uuid         not null,
  username       varchar(100) not null check (username ~ '^[^[:cntrl:][:space:]]+$'),
  display_name   varchar(200) not null check (display_name !~ '[[:cntrl:]]' and display_name <> ''),
  password_hash  varchar(200) not null,
  role           varchar(16)  check (role in ('ADMINISTRATOR', 'AUDITOR')),
  active         boolean      not null default true,
  created_at     timestamptz  not null,
  updated_at     timestamptz  not null,
  lock_version   integer      not null default 0,
  primary key (tenant_id, id)
);
create unique index account_username on account (tenant_id, lower(username));

create table member_group (
  tenant_id     varchar(63)  not null references tenant (id) on delete cascade,
  id            uuid         not null,
  name          varchar(100) not null check (name !~ '[[:cntrl:]]' and name <> ''),
  description   varchar(500),
  created_at    timestamptz  not null,
  lock_version  integer      not null default 0,
  primary key (tenant_id, id)
);
create unique index member_group_name on member_group (tenant_id, lower(name));

create table project (
  tenant_id     varchar(63)  not null references tenant (id) on delete cascade,
  id            uuid         not null,
  project_id    varchar(63)  not null check (project_id ~ '^[A-Za-z0-9][A-Za-z0-9_-]*$'),
  name          varchar(100) not null check (name !~ '[[:cntrl:]]' and name <> ''),
  environment   varchar(63)  not null default 'development' check (environment ~ '^[A-Za-z0-9][A-Za-z0-9_-]*$'),
  created_at    timestamptz  not null,
  updated_at    timestamptz  not null,
  lock_version  integer      not null default 0,
  primary key (tenant_id, id)
);
create unique index project_public_id on project (tenant_id, lower(project_id));
create unique index project_name on project (tenant_id, environment, lower(name));
comment on column project.project_id is 'generated, public: the segment in the paths of its services';

create table exposed_service (
  tenant_id     varchar(63)   not null,
  id            uuid          not null,
  project       uuid          not null,
  kind          varchar(16)   not null check (kind in ('FLOW_SERVICE', 'REST_RESOURCE')),
  name          varchar(100)  not null check (name ~ '^[A-Za-z0-9._~-]+$' and name not in ('.', '..')),
  resource      varchar(1000) not null default '',
  path          varchar(1400) not null check (path like '/integration/rest/%' or path like '/integration/restv2/%'),
  methods       varchar(10)[] not null default '{}',
  description   varchar(1000),
  upstream_url  varchar(2000) not null check (upstream_url ~ '^https?://'),
  timeout_ms    integer       not null default 30000 check (timeout_ms between 1 and 3600000),
  last_used_at  timestamptz,
  created_at    timestamptz   not null,
  updated_at    timestamptz   not null,
  lock_version  integer       not null default 0,
  primary key (tenant_id, id),
  foreign key (tenant_id, project) references project (tenant_id, id) on delete restrict,
  check (kind = 'REST_RESOURCE' or resource = ''),
  check (methods <@ array['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']::varchar[])
);
create unique index exposed_service_path on exposed_service (tenant_id, path);
create index exposed_service_project on exposed_service (tenant_id, project, name);

create table client (
  tenant_id            varchar(63)  not null references tenant (id) on delete cascade,
  id                   uuid         not null,
  client_id            varchar(100) not null check (client_id ~ '^[A-Za-z0-9._~-]+$'),
  name                 varchar(100) not null check (name !~ '[&()\\;,/":''<>[:cntrl:]]' and name <> ''),
  version              varchar(50)  not null check (version !~ '[&()\\;,/":''<>[:cntrl:]]' and version <> ''),
  description          varchar(500),
  type                 varchar(16)  not null check (type in ('CONFIDENTIAL', 'PUBLIC')),
  redirect_uris        varchar(2000)[] not null default '{}',
  grant_types          varchar(32)[] not null default '{}',
  require_pkce         varchar(8)   not null default 'GLOBAL' check (require_pkce in ('GLOBAL', 'NO', 'YES')),
  expiration           varchar(8)   not null default 'GLOBAL' check (expiration in ('GLOBAL', 'NEVER', 'SECONDS')),
  expiration_seconds   integer      check (expiration_seconds >= 1),
  refresh_count        integer      default 0 check (refresh_count >= 0),
  approval             varchar(8)   not null default 'ALWAYS' check (approval in ('ALWAYS', 'ONCE', 'NEVER')),
  access_token_format  varchar(8)   check (access_token_format in ('JWT', 'OPAQUE')),
  resource_server      boolean      not null default false,
  active               boolean      not null default true,
  built_in             boolean      not null default false,
  created_at           timestamptz  not null,
  updated_at           timestamptz  not null,
  lock_version         integer      not null default 0,
  primary key (tenant_id, id),
  check ((expiration = 'SECONDS') = (expiration_seconds is not null)),
  check (grant_types <@ array['authorization_code', 'implicit', 'client_credentials', 'password']::varchar[]),
  check (type = 'CONFIDENTIAL' or not grant_types && array['client_credentials', 'password']::varchar[]),
  check (cardinality(redirect_uris) > 0 or not grant_types && array['authorization_code', 'implicit']::varchar[]),
  check (cardinality(redirect_uris) <= 50 and array_position(redirect_uris, null) is null)
);
create unique index client_public_id on client (tenant_id, client_id);
create unique index client_name on client (tenant_id, lower(name), lower(version));
comment on column client.refresh_count is 'null: unlimited; 0: no refresh token';

create table client_secret (
  tenant_id    varchar(63) not null,
  id           uuid        not null,
  client       uuid        not null,
  secret_hash  bytea       not null check (octet_length(secret_hash) = 32),
  created_at   timestamptz not null,
  expires_at   timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, client) references client (tenant_id, id) on delete cascade
);
create index client_secret_client on client_secret (tenant_id, client);

create table scope (
  tenant_id     varchar(63)  not null references tenant (id) on delete cascade,
  id            uuid         not null,
  name          varchar(100) not null check (name ~ '^[!#-+\--\[\]-~]+$'),
  description   varchar(500),
  built_in      boolean      not null default false,
  created_at    timestamptz  not null,
  updated_at    timestamptz  not null,
  lock_version  integer      not null default 0,
  primary key (tenant_id, id)
);
create unique index scope_name on scope (tenant_id, lower(name));

create table service_url (
  tenant_id  varchar(63)   not null,
  id         uuid          not null,
  scope      uuid          not null,
  pattern    varchar(1400) not null check (pattern like '/integration/%' or pattern = '/admin/api/**'),
  methods    varchar(10)[] not null default '{}',
  position   integer       not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, scope) references scope (tenant_id, id) on delete cascade,
  check (methods <@ array['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']::varchar[])
);
create unique index service_url_pattern on service_url (tenant_id, scope, pattern, methods);

create table client_scope (
  tenant_id  varchar(63) not null,
  client     uuid        not null,
  scope      uuid        not null,
  primary key (tenant_id, client, scope),
  foreign key (tenant_id, client) references client (tenant_id, id) on delete cascade,
  foreign key (tenant_id, scope) references scope (tenant_id, id) on delete restrict
);
create index client_scope_scope on client_scope (tenant_id, scope);

create table group_account (
  tenant_id     varchar(63) not null,
  member_group  uuid        not null,
  account       uuid        not null,
  primary key (tenant_id, member_group, account),
  foreign key (tenant_id, member_group) references member_group (tenant_id, id) on delete cascade,
  foreign key (tenant_id, account) references account (tenant_id, id) on delete cascade
);
create index group_account_account on group_account (tenant_id, account);

create table group_client (
  tenant_id     varchar(63) not null,
  member_group  uuid        not null,
  client        uuid        not null,
  primary key (tenant_id, member_group, client),
  foreign key (tenant_id, member_group) references member_group (tenant_id, id) on delete cascade,
  foreign key (tenant_id, client) references client (tenant_id, id) on delete cascade
);
create index group_client_client on group_client (tenant_id, client);

create table scope_group (
  tenant_id     varchar(63) not null,
  scope         uuid        not null,
  member_group  uuid        not null,
  primary key (tenant_id, scope, member_group),
  foreign key (tenant_id, scope) references scope (tenant_id, id) on delete cascade,
  foreign key (tenant_id, member_group) references member_group (tenant_id, id) on delete restrict
);
create index scope_group_group on scope_group (tenant_id, member_group);
comment on table scope_group is 'a scope''s access control list; no row: anyone signed in';

create table signing_key (
  tenant_id           varchar(63) not null references tenant (id) on delete cascade,
  id                  uuid        not null,
  kid                 varchar(43) not null,
  algorithm           varchar(8)  not null check (algorithm in ('ES256', 'RS256')),
  public_key          bytea       not null,
  sealed_private_key  bytea       not null,
  created_at          timestamptz not null,
  active_from         timestamptz not null,
  retired_at          timestamptz,
  primary key (tenant_id, id)
);
create unique index signing_key_kid on signing_key (tenant_id, kid);
comment on column signing_key.public_key is 'X.509 SubjectPublicKeyInfo';
comment on column signing_key.sealed_private_key is 'PKCS #8, encrypted with the configured key';

create table session (
  tenant_id         varchar(63) not null,
  id                uuid        not null,
  session_hash      bytea       not null check (octet_length(session_hash) = 32),
  account           uuid        not null,
  authenticated_at  timestamptz not null,
  last_seen_at      timestamptz not null,
  expires_at        timestamptz not null,
  address           varchar(64),
  user_agent        varchar(300),
  primary key (tenant_id, id),
  foreign key (tenant_id, account) references account (tenant_id, id) on delete cascade
);
create unique index session_session_hash on session (tenant_id, session_hash);
create index session_account on session (tenant_id, account);
create index session_expires_at on session (expires_at);

create table authorization_request (
  tenant_id              varchar(63) not null,
  id                     uuid        not null,
  request_hash           bytea       not null check (octet_length(request_hash) = 32),
  browser_hash           bytea       check (octet_length(browser_hash) = 32),
  client                 uuid        not null,
  account                uuid,
  response_type          varchar(16) not null check (response_type in ('code', 'token')),
  redirect_uri           text        not null,
  redirect_uri_sent      boolean     not null,
  scope                  text not null,
  state                  varchar(2048),
  code_challenge         varchar(43),
  resource               text,
  force_sign_in          boolean     not null default false,
  force_consent          boolean     not null default false,
  created_at             timestamptz not null,
  expires_at             timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, client) references client (tenant_id, id) on delete cascade,
  foreign key (tenant_id, account) references account (tenant_id, id) on delete cascade
);
create unique index authorization_request_hash on authorization_request (tenant_id, request_hash);
create index authorization_request_client on authorization_request (tenant_id, client);
create index authorization_request_account on authorization_request (tenant_id, account);
create index authorization_request_expires_at on authorization_request (expires_at);
comment on column authorization_request.browser_hash is 'the browser that began it; null until a pushed request is opened';
comment on column authorization_request.account is 'who was last shown the permissions page';

create table token (
  tenant_id         varchar(63) not null,
  id                uuid        not null,
  access_hash       bytea       not null check (octet_length(access_hash) = 32),
  refresh_chain     bytea       check (octet_length(refresh_chain) = 32),
  refresh_hash      bytea       check (octet_length(refresh_hash) = 32),
  client            uuid        not null,
  account           uuid,
  grant_type        varchar(32) not null
                    check (grant_type in ('authorization_code', 'implicit', 'client_credentials', 'password', 'administrator')),
  label             varchar(200),
  scope             text not null,
  access_scope      text not null,
  resource          text,
  issued_at         timestamptz not null,
  access_issued_at  timestamptz not null,
  expires_at        timestamptz,
  refreshes_left    integer     check (refreshes_left >= 0),
  last_used_at      timestamptz,
  revoked_at        timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, client) references client (tenant_id, id) on delete cascade,
  foreign key (tenant_id, account) references account (tenant_id, id) on delete cascade,
  check (refresh_hash is null or refresh_chain is not null)
);
create unique index token_access_hash on token (tenant_id, access_hash);
create unique index token_refresh_chain on token (tenant_id, refresh_chain) where refresh_chain is not null;
create index token_client on token (tenant_id, client);
create index token_account on token (tenant_id, account) where account is not null;
create index token_expires_at on token (expires_at) where refresh_hash is null;
create index token_revoked_at on token (revoked_at) where revoked_at is not null;
comment on table token is 'one grant of access; a refresh replaces both hashes in place';
comment on column token.refresh_chain is 'SHA-256 of the part that all refresh tokens of this grant share';
comment on column token.scope is 'what was granted';
comment on column token.access_scope is 'what the current access token carries; a refresh may narrow it';
comment on column token.expires_at is 'of the access token; null: never';
comment on column token.refreshes_left is 'null: unlimited';

create table rotated_refresh_token (
  tenant_id         varchar(63) not null,
  id                uuid        not null,
  refresh_hash      bytea       not null check (octet_length(refresh_hash) = 32),
  token             uuid        not null,
  sealed_successor  bytea       not null,
  rotated_at        timestamptz not null,
  expires_at        timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, token) references token (tenant_id, id) on delete cascade
);
create unique index rotated_refresh_token_hash on rotated_refresh_token (tenant_id, refresh_hash);
create index rotated_refresh_token_token on rotated_refresh_token (tenant_id, token);
create index rotated_refresh_token_expires_at on rotated_refresh_token (expires_at);
comment on column rotated_refresh_token.sealed_successor is
  'the answer that replaced it, encrypted with a key that only the rotated refresh token itself yields';

create table authorization_code (
  tenant_id          varchar(63) not null,
  id                 uuid        not null,
  code_hash          bytea       not null check (octet_length(code_hash) = 32),
  client             uuid        not null,
  account            uuid        not null,
  redirect_uri       text        not null,
  redirect_uri_sent  boolean     not null,
  code_challenge     varchar(43),
  scope              text not null,
  resource           text,
  issued_at          timestamptz not null,
  expires_at         timestamptz not null,
  redeemed_at        timestamptz,
  token              uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, client) references client (tenant_id, id) on delete cascade,
  foreign key (tenant_id, account) references account (tenant_id, id) on delete cascade,
  -- deferred: the code is taken before the token is stored, so that the update decides who redeems it
  foreign key (tenant_id, token) references token (tenant_id, id) on delete cascade deferrable initially deferred,
  check ((redeemed_at is null) = (token is null))
);
create unique index authorization_code_hash on authorization_code (tenant_id, code_hash);
create index authorization_code_client on authorization_code (tenant_id, client);
create index authorization_code_account on authorization_code (tenant_id, account);
create index authorization_code_token on authorization_code (tenant_id, token) where token is not null;
create index authorization_code_expires_at on authorization_code (expires_at) where redeemed_at is null;

create table consent (
  tenant_id   varchar(63) not null,
  id          uuid        not null,
  account     uuid        not null,
  client      uuid        not null,
  scope       text not null,
  granted_at  timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, account) references account (tenant_id, id) on delete cascade,
  foreign key (tenant_id, client) references client (tenant_id, id) on delete cascade
);
create unique index consent_account_client on consent (tenant_id, account, client);
create index consent_client on consent (tenant_id, client);

create table audit_event (
  tenant_id  varchar(63)  not null,
  id         uuid         not null,
  at         timestamptz  not null,
  action     varchar(64)  not null,
  outcome    varchar(16)  not null check (outcome in ('SUCCESS', 'DENIED', 'FAILURE')),
  actor      varchar(200),
  client     varchar(200),
  target     varchar(300),
  address    varchar(64),
  detail     varchar(2000),
  primary key (tenant_id, id)
);
create index audit_event_at on audit_event (tenant_id, at);
comment on table audit_event is 'append-only; it outlives what it speaks of, so it refers to nothing';

create function audit_event_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit events are append-only';
end $$;
create trigger audit_event_no_update before update on audit_event
  for each row execute function audit_event_is_append_only();

insert into tenant (id, name) values ('default', 'Default');
insert into settings (tenant_id) values ('default');
