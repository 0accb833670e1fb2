-- Rotation of signing keys. The program version before this one neither reads nor writes what is added here.

alter table settings add column signing_key_lifetime integer default 90 check (signing_key_lifetime between 1 and 3650);
comment on column settings.signing_key_lifetime is 'days; null: signing keys are not rotated by schedule';

alter table signing_key add column superseded_at timestamptz;
alter table signing_key add check (retired_at is null or superseded_at is not null);
comment on column signing_key.active_from is 'when it may sign; it is published before';
comment on column signing_key.superseded_at is 'it signs no more; published on, for the tokens that it has signed';
comment on column signing_key.retired_at is 'until when it is published; null: not known yet';

-- Which keys tokens without an end keep published: few or no rows
create index token_never_expires on token (tenant_id, access_issued_at) where expires_at is null and revoked_at is null;
