-- Asking why a call is denied changes nothing, and is a POST only because a token must not travel in a URL: whoever may
-- read the admin API may ask.
alter table service_url drop constraint service_url_pattern_check;
alter table service_url add constraint service_url_pattern_check
  check (pattern like '/integration/%' or pattern in ('/admin/api/**', '/admin/api/v1/why-denied'));

insert into service_url (tenant_id, id, scope, pattern, methods, position)
select tenant_id, gen_random_uuid(), id, '/admin/api/v1/why-denied', '{POST}', 1
from scope
where built_in and name = 'gatehouse.audit';
