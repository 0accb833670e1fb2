-- Issuers whose tokens count here too. The program version before this one neither reads nor writes what is added here,
-- and goes on refusing their tokens.

create table trusted_issuer (
  tenant_id               varchar(63)    not null references tenant (id) on delete cascade,
  id                      uuid           not null,
  issuer                  varchar(1000)  not null check (issuer ~ '^https?://[^[:cntrl:][:space:]?#]+$'),
  name                    varchar(100)   not null check (name !~ '[[:cntrl:]]' and name <> ''),
  description             varchar(500),
  active                  boolean        not null default true,
  validation              varchar(16)    not null check (validation in ('JWT', 'INTROSPECTION')),
  audience                varchar(1000)  check (audience <> ''),
  algorithms              varchar(8)[]   not null default '{}',
  token_types             varchar(8)     not null default 'AT_JWT' check (token_types in ('AT_JWT', 'ANY_JWT')),
  scope_claim             varchar(100)   not null default 'scope' check (scope_claim <> ''),
  client_claim            varchar(100)   check (client_claim <> ''),
  clients                 varchar(255)[] not null default '{}' check (array_position(clients, null) is null),
  jwks_uri                varchar(2000)  check (jwks_uri ~ '^https?://'),
  introspection_endpoint  varchar(2000)  check (introspection_endpoint ~ '^https?://'),
  client_id               varchar(255)   check (client_id <> ''),
  sealed_client_secret    bytea,
  cache_seconds           integer        not null default 10 check (cache_seconds between 0 and 60),
  token_prefix            varchar(50)    not null default '' check (token_prefix ~ '^[!-~]*$'),
  created_at              timestamptz    not null,
  updated_at              timestamptz    not null,
  lock_version            integer        not null default 0,
  primary key (tenant_id, id),
  check (algorithms <@ array['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'EdDSA']::varchar[]),
  check (validation <> 'JWT'
    or (audience is not null and cardinality(algorithms) > 0
      and introspection_endpoint is null and client_id is null and sealed_client_secret is null and token_prefix = '')),
  check (validation <> 'INTROSPECTION'
    or (client_id is not null and sealed_client_secret is not null and jwks_uri is null and algorithms = '{}'))
);
create unique index trusted_issuer_issuer on trusted_issuer (tenant_id, issuer);
create unique index trusted_issuer_name on trusted_issuer (tenant_id, lower(name));
create unique index trusted_issuer_prefix on trusted_issuer (tenant_id, token_prefix) where validation = 'INTROSPECTION';
comment on column trusted_issuer.issuer is 'compared character by character; cannot be changed';
comment on column trusted_issuer.token_prefix is 'which opaque tokens this issuer, and no other, is asked about';

-- What a scope of another issuer is worth here. A built-in scope cannot be named: the reference holds its kind too.
alter table scope add constraint scope_kind unique (tenant_id, id, built_in);

create table issuer_scope (
  tenant_id  varchar(63)  not null,
  issuer     uuid         not null,
  external   varchar(200) not null check (external !~ '[[:cntrl:]]' and external <> ''),
  scope      uuid         not null,
  built_in   boolean      not null default false check (not built_in),
  primary key (tenant_id, issuer, external, scope),
  foreign key (tenant_id, issuer) references trusted_issuer (tenant_id, id) on delete cascade,
  foreign key (tenant_id, scope, built_in) references scope (tenant_id, id, built_in) on delete restrict
);
create index issuer_scope_scope on issuer_scope (tenant_id, scope);
