-- What is said about a server behind the gateway: how Gatehouse authenticates to it, whom it trusts to be it, and how many
-- calls it gets at once. An exposed service belongs to the upstream with the longest URL that its own begins with.
create table upstream (
  tenant_id             varchar(63)   not null references tenant (id) on delete cascade,
  id                    uuid          not null,
  url                   varchar(1000) not null check (url ~ '^https?://[^/?#@]+(/[^/?#]+)*$'),
  description           varchar(1000),
  authentication        varchar(20)   not null default 'NONE'
                                      check (authentication in ('NONE', 'HEADER', 'CLIENT_CREDENTIALS')),
  header_name           varchar(100)  check (header_name ~ '^[A-Za-z0-9!#$%&''*+.^_`|~-]+$'),
  token_url             varchar(1000) check (token_url ~ '^https?://'),
  client_id             varchar(255),
  client_authentication varchar(8)    check (client_authentication in ('BASIC', 'POST')),
  token_scope           varchar(1000),
  token_resource        varchar(1000),
  token_audience        varchar(1000),
  sealed_secret         bytea,
  trusted_certificates  text,
  max_concurrent        integer       not null default 200 check (max_concurrent between 1 and 10000),
  created_at            timestamptz   not null,
  updated_at            timestamptz   not null,
  lock_version          integer       not null default 0,
  primary key (tenant_id, id),
  check ((authentication = 'HEADER') = (header_name is not null)),
  check ((authentication = 'CLIENT_CREDENTIALS') = (token_url is not null)),
  check ((authentication = 'CLIENT_CREDENTIALS') = (client_id is not null)),
  check ((authentication = 'CLIENT_CREDENTIALS') = (client_authentication is not null)),
  check (authentication = 'CLIENT_CREDENTIALS'
         or (token_scope is null and token_resource is null and token_audience is null)),
  check ((authentication = 'NONE') = (sealed_secret is null))
);
create unique index upstream_url on upstream (tenant_id, url);
comment on column upstream.sealed_secret is 'the header''s value or the client secret, encrypted with the configured key';
