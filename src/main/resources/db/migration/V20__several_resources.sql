-- RFC 8707: what is granted can be for several resources. The first stays where it was, so that a program which knows one
-- only takes such a grant for that one. Further ones are separated by spaces.
alter table authorization_request add column more_resources text;
alter table authorization_code add column more_resources text;
alter table token add column more_resources text;
-- The resources of the access token that there is now, separated by spaces; null: all that were granted.
alter table token add column access_resources text;
