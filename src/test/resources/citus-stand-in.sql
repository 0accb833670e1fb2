-- Stands in for the extension Citus, of which it has what Gatehouse calls: it records the calls, and refuses the tables that
-- Citus refuses. All rows stay where they are.
create schema citus_stand_in;

create table citus_stand_in.pg_dist_partition (
  logicalrelid  regclass primary key,
  partmethod    "char"   not null,
  repmodel      "char"   not null
);

create table citus_stand_in.call (
  number     integer generated always as identity primary key,
  statement  text not null
);

create function citus_stand_in.check_table(checked regclass) returns void language plpgsql as $$
begin
  if exists (select from citus_stand_in.pg_dist_partition where logicalrelid = checked) then
    raise exception 'table "%" is already distributed', checked;
  end if;
  if exists (select from pg_trigger where tgrelid = checked and not tgisinternal) then
    raise exception 'cannot distribute relation "%" because it has triggers', checked;
  end if;
  if exists (
    select from pg_constraint f
    where f.contype = 'f' and (f.conrelid = checked or f.confrelid = checked)
      and not exists (
        select from citus_stand_in.pg_dist_partition p
        where p.logicalrelid = case when f.conrelid = checked then f.confrelid else f.conrelid end)
  ) then
    raise exception 'foreign keys between "%" and a local table are not supported', checked;
  end if;
end $$;

create function citus_stand_in.create_reference_table(table_name regclass) returns void language plpgsql as $$
begin
  perform citus_stand_in.check_table(table_name);
  insert into citus_stand_in.pg_dist_partition values (table_name, 'n', 't');
  insert into citus_stand_in.call (statement) values (format('reference %s', table_name));
end $$;

create function citus_stand_in.create_distributed_table(
  table_name regclass, distribution_column text, colocate_with text default 'default') returns void language plpgsql as $$
begin
  perform citus_stand_in.check_table(table_name);
  if exists (
    select from pg_index i where i.indrelid = table_name and i.indisunique
      and not (select attnum from pg_attribute where attrelid = table_name and attname = distribution_column) = any (i.indkey)
  ) then
    raise exception 'cannot create constraint on "%" without the distribution column', table_name;
  end if;
  insert into citus_stand_in.pg_dist_partition values (table_name, 'h', 's');
  insert into citus_stand_in.call (statement)
    values (format('distribute %s by %s with %s', table_name, distribution_column, colocate_with));
end $$;
