-- Whoever waits for a lock on these tables holds up all who come later, so the wait is short; the next start tries again.
set local lock_timeout = '3s';

-- Usernames are stored in their composed form (NFC). One whose composed form is another account's stays as it is.
update account a
   set username = normalize(a.username, nfc)
 where a.username is not nfc normalized
   and not exists (
         select 1 from account b
          where b.tenant_id = a.tenant_id
            and b.id <> a.id
            and lower(normalize(b.username, nfc)) = lower(normalize(a.username, nfc)));

-- How long a refresh token may go unused, and how long a grant can be refreshed at all (RFC 9700, section 4.14.2). The
-- version before does not look at these columns; grants of before count from their last refresh, or else their issue.
alter table settings
  add column refresh_inactivity_days integer not null default 90
    check (refresh_inactivity_days between 0 and 3650),
  add column refresh_maximum_age_days integer not null default 0
    check (refresh_maximum_age_days between 0 and 3650);
comment on column settings.refresh_inactivity_days is 'days without a refresh after which a refresh token expires; 0: never';
comment on column settings.refresh_maximum_age_days is 'days after which a grant is refreshed no more; 0: no maximum';

alter table client
  add column refresh_inactivity_days integer check (refresh_inactivity_days between 0 and 3650),
  add column refresh_maximum_age_days integer check (refresh_maximum_age_days between 0 and 3650);
comment on column client.refresh_inactivity_days is 'as in settings; null: what the settings say';
comment on column client.refresh_maximum_age_days is 'as in settings; null: what the settings say';
