-- Copies of calendars that people subscribed to, fetched again and again. Nothing here is ours: what is lost comes back
-- with the next refresh. The addresses stand sealed in the facts.
create table calendar.outside_calendars (
    subscription_id uuid primary key,
    person_id       uuid not null,
    name            text not null,
    color           text not null,
    etag            text,
    last_modified   text,
    content_hash    text,
    refreshed_at    timestamptz,
    written_until   timestamptz,
    failures        int not null default 0,
    error           text,
    event_count     int not null default 0
);
create index outside_calendars_of_person on calendar.outside_calendars (person_id);

create table calendar.outside_occurrences (
    subscription_id uuid not null references calendar.outside_calendars on delete cascade,
    event_id        uuid not null,
    occurrence      timestamp not null,
    starts_at       timestamptz not null,
    ends_at         timestamptz not null,
    time_zone       text not null,
    all_day         boolean not null,
    is_recurring    boolean not null,
    is_changed      boolean not null,
    title           text not null,
    url             text,
    organizer       text not null
);
create index outside_occurrences_by_start on calendar.outside_occurrences (subscription_id, starts_at);
