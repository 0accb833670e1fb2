-- Runs of three characters in an index, for the search in names of tokens. It is one of the extensions that come with
-- PostgreSQL and that whoever owns a database may create in it.
create extension if not exists pg_trgm;
