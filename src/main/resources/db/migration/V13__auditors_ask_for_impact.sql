-- Asking what an edit of a scope would do changes nothing, and is a POST only because the edit is its body: whoever may
-- read the admin API may ask.
alter table service_url drop constraint service_url_pattern_check;
alter table service_url add constraint service_url_pattern_check
  check (pattern like '/integration/%'
    or pattern in ('/admin/api/**', '/admin/api/v1/why-denied', '/admin/api/v1/scopes/*/impact'));

insert into service_url (tenant_id, id, scope, pattern, methods, position)
select tenant_id, gen_random_uuid(), id, '/admin/api/v1/scopes/*/impact', '{POST}', 2
from scope
where built_in and name = 'gatehouse.audit';
