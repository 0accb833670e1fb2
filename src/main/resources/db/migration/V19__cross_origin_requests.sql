-- Whoever waits for a lock on these tables holds up all who come later, so the wait is short; the next start tries again.
set local lock_timeout = '3s';

-- The web origins whose scripts may read answers (CORS). The version before does not look at these columns and sends no
-- CORS headers.
alter table client
  add column allowed_origins varchar(300)[]
    check (cardinality(allowed_origins) <= 50 and array_position(allowed_origins, null) is null);
comment on column client.allowed_origins is 'null: the origins of its https redirect URIs';

alter table exposed_service
  add column cors varchar(8) not null default 'OFF' check (cors in ('OFF', 'PASS', 'ALLOW')),
  add column cors_origins varchar(300)[] not null default '{}'
    check (cardinality(cors_origins) <= 50 and array_position(cors_origins, null) is null),
  add check ((cors = 'ALLOW') = (cardinality(cors_origins) > 0));

-- The typ header of access tokens in JWT format. The version before signs at+jwt.
alter table settings
  add column access_token_type_header varchar(8) not null default 'AT_JWT'
    check (access_token_type_header in ('AT_JWT', 'JWT'));
alter table client
  add column access_token_type_header varchar(8) check (access_token_type_header in ('AT_JWT', 'JWT'));
comment on column client.access_token_type_header is 'null: what the settings say';
