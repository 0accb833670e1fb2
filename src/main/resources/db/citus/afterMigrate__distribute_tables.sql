-- Distributes the tables over the servers of Citus, by tenant. With gatehouse.database.distributed=citus, Flyway executes this
-- after the migrations of every start. Tables that are distributed already are left alone, so a start without new tables
-- changes nothing, and tables of later migrations follow at the start that creates them. All or nothing: it is one transaction.
do $$
declare
  -- Announcements between nodes, and Flyway's own table, contain transaction IDs of the coordinator and stay there.
  local_tables constant name[] := array['change_log', 'change_log_mark', 'flyway_schema_history', 'live_node'];

  -- The names and hosts of tenants are unique in the deployment, which no shard can check for the others. These tables are
  -- small and rarely written, so every server has a copy, to which all other tables can refer.
  reference_tables constant name[] := array['tenant', 'tenant_host'];

  -- Shards have no triggers. Rights and the program replace those of the audit log. Those that fill the texts beside arrays
  -- serve a program version that cannot use a distributed database.
  replaced_triggers constant name[] := array['audit_event_no_update', 'audit_event_no_early_delete', 'audit_event_no_truncate',
    'fill_scopes', 'fill_access_scopes', 'fill_resources', 'fill_granted_resources', 'fill_rotated_resources'];

  -- Names, because Citus may give a table another OID.
  pending name[];
  old_keys text[];
  new_keys text[];
  each_row record;
  each_statement text;
  each_table name;
begin
  -- Several nodes may start at a time.
  perform pg_advisory_xact_lock(x'6761746500000006'::bigint);

  -- Each table after those that it refers to; 'settings' is the first that is distributed by tenant.
  select array_agg(c.relname order by array_position(reference_tables || name 'settings', c.relname), c.relname) into pending
  from pg_class c
  where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname <> all (local_tables)
    and not exists (
      select from pg_dist_partition p
      where p.logicalrelid = c.oid::regclass and (p.partmethod = 'h' or p.repmodel = 't'));
  if pending is null then
    return;
  end if;

  -- A wait for a lock delays all later statements, so the wait is short. The next start tries again.
  perform set_config('lock_timeout', '3s', true);
  -- Tables that refer to reference tables are distributed over one connection to each server.
  perform set_config('citus.multi_shard_modify_mode', 'sequential', true);

  for each_row in
    select t.tgname, c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = current_schema()::regnamespace and c.relname = any (pending)
      and not t.tgisinternal and t.tgname = any (replaced_triggers)
  loop
    execute format('drop trigger %I on %I', each_row.tgname, each_row.relname);
  end loop;
  for each_row in
    select a.attname, c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = current_schema()::regnamespace and c.relname = any (pending)
      and a.attnotnull and not a.attisdropped
      and (c.relname, a.attname) in (('authorization_request', 'scope'), ('authorization_code', 'scope'), ('token', 'scope'),
        ('token', 'access_scope'), ('consent', 'scope'), ('decided_request', 'scope'))
  loop
    execute format('alter table %I alter column %I drop not null', each_row.relname, each_row.attname);
  end loop;

  -- A key between a table that is distributed and one that is not yet is impossible, so the keys come back afterwards.
  select array_agg(format('alter table %I drop constraint %I', c.relname, f.conname)),
    array_agg(format('alter table %I add constraint %I %s', c.relname, f.conname, pg_get_constraintdef(f.oid)))
    into old_keys, new_keys
  from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class d on d.oid = f.confrelid
  where f.contype = 'f' and f.connamespace = current_schema()::regnamespace
    and (c.relname = any (pending) or d.relname = any (pending));
  foreach each_statement in array coalesce(old_keys, '{}') loop
    execute each_statement;
  end loop;

  foreach each_table in array pending loop
    if each_table = any (reference_tables) then
      perform create_reference_table(quote_ident(each_table)::regclass);
    elsif each_table = 'settings' then
      perform create_distributed_table(quote_ident(each_table)::regclass, 'tenant_id');
    else
      perform create_distributed_table(quote_ident(each_table)::regclass, 'tenant_id', colocate_with => 'settings');
    end if;
  end loop;

  foreach each_statement in array coalesce(new_keys, '{}') loop
    execute each_statement;
  end loop;

  -- The program only adds and, after the retention, deletes events. To lock them before, it needs the right to update one
  -- column; Citus changes no value of this one. The owner of the table can grant the rights again.
  if 'audit_event' = any (pending) then
    revoke update, truncate on audit_event from current_user;
    grant update (tenant_id) on audit_event to current_user;
  end if;
end $$;
