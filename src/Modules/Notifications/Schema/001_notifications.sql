create schema notifications;

-- What is still to be handed to a mail server or a push service. The facts say what became of it; here stands the work.
create table notifications.deliveries (
    id              uuid primary key,
    notification_id uuid not null,
    channel         text not null,
    due             timestamptz not null,
    attempts        int not null default 0,
    -- Whoever is at it; when that host dies another takes it after this time.
    claimed_until   timestamptz,
    -- Then nobody needs it any more.
    useless_after   timestamptz,
    -- How he reads.
    name            text not null,
    language        text not null,
    time_zone       text not null,
    -- Who he is in the event, for the link with which he answers.
    party_id        uuid,
    -- Of a mail: where to, and what the recipient's calendar is to take in. Facts are for ever, these rows are not.
    address         text,
    calendar_method text,
    calendar        bytea,
    device_id       uuid,
    -- Held back for the digest of this recipient.
    digest_of       uuid
);
create index deliveries_due on notifications.deliveries (channel, due) where digest_of is null;
create index deliveries_of_notification on notifications.deliveries (notification_id);
create index deliveries_digest on notifications.deliveries (digest_of) where digest_of is not null;

-- Up to which version of an event its people have been told.
create table notifications.told (
    event_id uuid primary key,
    version  bigint not null
);

-- The one pair of keys by which push services know this server (RFC 8292), encrypted.
create table notifications.vapid (
    only_one boolean primary key default true check (only_one),
    sealed   text not null
);
