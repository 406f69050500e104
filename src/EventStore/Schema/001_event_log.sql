-- The tables of Marten 9.29 (Guid streams, single tenancy), by name and type, so that a real Marten can open this log.
-- What differs is in docs/decisions/0003-the-log-keeps-martens-layout.md.

create schema if not exists events;

create table events.mt_streams (
    id          uuid        not null constraint pkey_mt_streams_id primary key,
    type        varchar     null,
    version     bigint      not null,
    timestamp   timestamptz not null default now(),
    created     timestamptz not null default now(),
    tenant_id   varchar     null default '*DEFAULT*',
    is_archived boolean     not null default false
);

-- One row. tx_offset is what this log adds to the cluster's transaction ids: a log restored into a younger
-- cluster, whose ids start lower than those in the rows, raises it once, so that order never runs backwards.
create table events.vc_log (
    only_row  boolean not null default true primary key check (only_row),
    tx_offset bigint  not null default 0
);
insert into events.vc_log default values;

create function events.vc_current_tx() returns bigint language sql volatile as
    'select pg_current_xact_id()::text::bigint + tx_offset from events.vc_log';

-- Every transaction below the ceiling has ended: what it wrote is visible, and nobody can write below it any more.
create function events.vc_tx_ceiling() returns bigint language sql stable as
    'select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + tx_offset from events.vc_log';

create sequence events.mt_events_sequence;

create table events.mt_events (
    seq_id         bigint       not null constraint pkey_mt_events_seq_id primary key,
    id             uuid         not null,
    stream_id      uuid         null constraint fkey_mt_events_stream_id references events.mt_streams (id) on delete cascade,
    version        bigint       not null,
    data           jsonb        not null,
    bdata          bytea        null,
    type           varchar(500) not null,
    timestamp      timestamptz  not null default now(),
    tenant_id      varchar      null default '*DEFAULT*',
    mt_dotnet_type varchar      null,
    is_archived    boolean      null default false,
    correlation_id varchar      null,
    causation_id   varchar      null,
    headers        jsonb        null,
    user_name      varchar      null,
    tx_id          bigint       not null default events.vc_current_tx()
);
alter sequence events.mt_events_sequence owned by events.mt_events.seq_id;
create unique index pk_mt_events_stream_and_version on events.mt_events (stream_id, version);
create index vc_events_in_commit_safe_order on events.mt_events (tx_id, seq_id);

-- Holds a stream at a version until the end of the transaction; readers and other holders are not held up.
create function events.vc_require_version(stream uuid, expected bigint) returns void language plpgsql as $$
begin
    perform 1 from events.mt_streams where id = stream and version = expected for share;
    if not found then
        raise exception 'stream % is not at version %', stream, expected using errcode = 'serialization_failure';
    end if;
end $$;

create table events.mt_event_progression (
    name         varchar     not null constraint pk_mt_event_progression primary key,
    last_seq_id  bigint      null,
    last_updated timestamptz null default transaction_timestamp(),
    -- What follows is ours: the cursor (transaction first), and why a subscription cannot go on.
    tx_id        bigint      not null default 0,
    seq_id       bigint      not null default 0,
    state        text        not null default 'running' check (state in ('running', 'retrying', 'paused')),
    attempts     int         not null default 0,
    error        text        null,
    failed_tx_id bigint      null,
    failed_seq_id bigint     null
);

-- Which version of a view its table holds.
create table events.vc_views (
    alias      text        not null primary key,
    version    int         not null,
    rebuilt_at timestamptz not null default now()
);

-- Timers that are not due yet, or whose handler has failed and is tried again. error: the last failure.
create table events.vc_timers (
    kind     text        not null,
    key      text        not null,
    due      timestamptz not null,
    payload  jsonb       not null,
    attempts int         not null default 0,
    error    text        null,
    primary key (kind, key)
);
create index vc_timers_by_due on events.vc_timers (due);
