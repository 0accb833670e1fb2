-- An import of an OpenAPI document changes and removes what an earlier one made, and leaves alone what was made by hand.
alter table exposed_service add column imported boolean not null default false;
alter table exposed_service add constraint exposed_service_imported check (not imported or kind = 'REST_RESOURCE');
