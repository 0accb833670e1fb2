-- Whoever waits for a lock on these tables holds up all who come later, so the wait is short; the next start tries again.
set local lock_timeout = '3s';

-- RFC 8707: what is granted can be for several resources. The first stays where it was, so that a program which knows one
-- only takes such a grant for that one. Further ones are separated by spaces.
alter table authorization_request add column more_resources text;
alter table authorization_code add column more_resources text;
-- Of a token, these are the resources of the access token that there is now, which such a program then enforces.
alter table token add column more_resources text;
alter table token add column granted_resources text;
comment on column token.granted_resources is 'separated by spaces; empty: all; null: those of the access token';
-- What the successor is for.
alter table rotated_refresh_token add column resources text;
comment on column rotated_refresh_token.resources is 'separated by spaces; null: written by the version before';
