-- What is looked for by time. Made of the events' facts up to a horizon that moves with the clock, and made again from
-- them when it is emptied (ExtendHorizon).
create schema calendar;
create extension if not exists btree_gist;

-- An occurrence that takes a room takes it for itself. The writers queue up before they look (Bookings), so that this
-- constraint is the proof and not the queue: among many at once it would answer with deadlocks.
create table calendar.occurrences (
    event_id   uuid not null,
    occurrence timestamp not null,
    starts_at  timestamptz not null,
    ends_at    timestamptz not null,
    room_id    uuid,
    primary key (event_id, occurrence),
    constraint one_booking_at_a_time exclude using gist (room_id with =, tstzrange(starts_at, ends_at) with &&) where (room_id is not null)
);

-- The same once for each account that is in it: one person's month is one range of one index.
create table calendar.appearances (
    person_id  uuid not null,
    starts_at  timestamptz not null,
    ends_at    timestamptz not null,
    event_id   uuid not null,
    occurrence timestamp not null
);
create index appearances_by_start on calendar.appearances (person_id, starts_at) include (ends_at, event_id, occurrence);
create index appearances_long on calendar.appearances (person_id, ends_at) where ends_at - starts_at > interval '1 day';
create index appearances_of_event on calendar.appearances (event_id);

-- Series that go on beyond what is written out.
create table calendar.open_series (
    event_id      uuid primary key,
    people        uuid[] not null,
    written_until timestamptz not null
);
create index open_series_people on calendar.open_series using gin (people);
create index open_series_written_until on calendar.open_series (written_until);

-- The occurrence that a live session of a room belongs to.
create table calendar.sessions (
    session_id uuid primary key,
    event_id   uuid not null,
    occurrence timestamp not null
);
