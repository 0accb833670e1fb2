-- What every node reads to learn of changes that its caches have to forget (ChangeLog). The tables are unlogged: their rows
-- matter for a minute, and a crash or a failover that empties them is noticed by the missing mark. The program version
-- before this one neither reads nor writes them.
create unlogged table change_log (
  tenant_id     varchar(63) not null,
  topic         varchar(32) not null,
  key           text,
  xid           xid8        not null default pg_current_xact_id(),
  announced_at  timestamptz not null default clock_timestamp()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000, autovacuum_vacuum_cost_delay = 0);
create index change_log_xid on change_log (xid);
comment on column change_log.key is 'null: everything of the topic in the tenant';
comment on column change_log.xid is 'the transaction that makes the change';

create unlogged table change_log_mark (
  only_row        boolean     primary key default true check (only_row),
  generation      uuid        not null default gen_random_uuid(),
  server_started  timestamptz not null default pg_postmaster_start_time(),
  tick            bigint      not null default 0,
  snapshot        pg_snapshot not null default pg_current_snapshot(),
  swept           pg_snapshot not null default '1:1:',
  ticked_at       timestamptz not null default clock_timestamp()
);
comment on column change_log_mark.generation is 'another one: rows may be missing';
comment on column change_log_mark.tick is 'counts the removals of rows';
comment on column change_log_mark.snapshot is 'of this tick; the next one removes the rows that were visible in it';
comment on column change_log_mark.swept is 'rows that were visible in it are gone';

create unlogged table live_node (
  id       uuid        primary key,
  seen_at  timestamptz not null default clock_timestamp()
);
