-- What webhooks are told of interviews: what waits, and for some days what became of the rest.
create table interviews.webhook_deliveries (
    id            uuid primary key,
    -- In which order it happened.
    number        bigint generated always as identity,
    webhook_id    uuid not null,
    interview_id  uuid not null,
    kind          text not null,
    -- As it is signed and sent, at each attempt the same.
    body          text not null,
    state         text not null default 'waiting' check (state in ('waiting', 'delivered', 'given_up')),
    attempts      int not null default 0,
    -- A day after it, it is given up.
    first_at      timestamptz not null,
    due           timestamptz not null,
    -- Whoever is at it; when that host dies another takes it after this time.
    claimed_until timestamptz,
    -- The status that was answered last, or why there was none.
    last_code     text,
    done_at       timestamptz
);
create index webhook_deliveries_due on interviews.webhook_deliveries (webhook_id, due, number) where state = 'waiting';
create index webhook_deliveries_in_turn on interviews.webhook_deliveries (webhook_id, interview_id, number) where state = 'waiting';
create index webhook_deliveries_next on interviews.webhook_deliveries (due) where state = 'waiting';
create index webhook_deliveries_last on interviews.webhook_deliveries (webhook_id, number);
create index webhook_deliveries_done on interviews.webhook_deliveries (done_at) where done_at is not null;
