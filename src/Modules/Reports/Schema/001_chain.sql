create schema reports;

-- A link holds the hashes of some facts that follow each other in commit-safe order. Rows are only ever added.
create table reports.chain (
    first_place bigint not null primary key,
    facts       int    not null,
    -- The last of them.
    last_tx_id  bigint not null,
    last_seq_id bigint not null,
    -- Of each fact: 8 bytes of seq_id, the highest first; 32 bytes of SHA-256.
    positions   bytea  not null,
    hashes      bytea  not null
);
-- Hashes do not get smaller.
alter table reports.chain alter column hashes set storage external;

create table reports.seals (
    number      bigint      not null primary key,
    place       bigint      not null,
    hash        bytea       not null,
    sealed_at   timestamptz not null,
    sealed_by   text        null,
    previous    bytea       not null,
    fingerprint bytea       not null,
    signature   bytea       not null
);

-- What came of looking; fault: the first that was found.
create table reports.checks (
    id         bigint      generated always as identity primary key,
    checked_at timestamptz not null,
    from_place bigint      not null,
    to_place   bigint      not null,
    fault      jsonb       null
);
