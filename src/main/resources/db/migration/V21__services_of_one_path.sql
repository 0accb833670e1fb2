-- Whoever waits for a lock on these tables holds up all who come later, so the wait is short; the next start tries again.
set local lock_timeout = '3s';

-- Services may have the same path as long as no two of them answer to one method, so that what GET and what POST do can be
-- in different places. None named means all methods; where GET is, HEAD is too.
drop index exposed_service_path;
create index exposed_service_path on exposed_service (tenant_id, path);

create unique index exposed_service_path_get on exposed_service (tenant_id, path)
  where methods = '{}' or 'GET' = any (methods);
create unique index exposed_service_path_head on exposed_service (tenant_id, path)
  where methods = '{}' or 'GET' = any (methods) or 'HEAD' = any (methods);
create unique index exposed_service_path_post on exposed_service (tenant_id, path)
  where methods = '{}' or 'POST' = any (methods);
create unique index exposed_service_path_put on exposed_service (tenant_id, path)
  where methods = '{}' or 'PUT' = any (methods);
create unique index exposed_service_path_patch on exposed_service (tenant_id, path)
  where methods = '{}' or 'PATCH' = any (methods);
create unique index exposed_service_path_delete on exposed_service (tenant_id, path)
  where methods = '{}' or 'DELETE' = any (methods);
create unique index exposed_service_path_options on exposed_service (tenant_id, path)
  where methods = '{}' or 'OPTIONS' = any (methods);
