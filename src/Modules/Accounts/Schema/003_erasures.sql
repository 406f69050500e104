-- Whose content was erased. As long as that is under way it stands here whose copies are still to be found; then only ids are left.
create table accounts.erasures (
    id          uuid        not null primary key,
    ids         uuid[]      not null,
    emails      text[]      not null,
    names       text[]      not null,
    begun_at    timestamptz not null,
    finished_at timestamptz null
);
