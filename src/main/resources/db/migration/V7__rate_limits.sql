-- How often a client may call, and how often a service may be called: a token bucket. The program version before this one
-- neither reads nor writes what is added here, and limits nobody.
alter table client
  add column rate_requests integer check (rate_requests between 1 and 1000000),
  add column rate_seconds integer check (rate_seconds between 1 and 86400),
  add column rate_burst integer check (rate_burst between 1 and 1000000),
  add constraint client_rate_limit check (num_nulls(rate_requests, rate_seconds, rate_burst) in (0, 3)),
  add constraint client_rate_burst check (rate_burst::bigint * rate_seconds <= rate_requests::bigint * 86400);
comment on column client.rate_requests is 'calls that are allowed per rate_seconds; null: any number';
comment on column client.rate_burst is 'how many of them at once; used up, they are all there again within a day';

alter table exposed_service
  add column rate_requests integer check (rate_requests between 1 and 1000000),
  add column rate_seconds integer check (rate_seconds between 1 and 86400),
  add column rate_burst integer check (rate_burst between 1 and 1000000),
  add constraint exposed_service_rate_limit check (num_nulls(rate_requests, rate_seconds, rate_burst) in (0, 3)),
  add constraint exposed_service_rate_burst check (rate_burst::bigint * rate_seconds <= rate_requests::bigint * 86400);
comment on column exposed_service.rate_requests is 'of all its callers together, per rate_seconds; null: any number';
comment on column exposed_service.rate_burst is 'how many of them at once; used up, they are all there again within a day';
