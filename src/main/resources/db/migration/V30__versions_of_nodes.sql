-- The version and the start of each node. Both are null for a node of the version before, which reports only that it lives.
alter table live_node
  add column version     varchar(100),
  add column started_at  timestamptz;
