create schema interviews;

-- Whose interviews they are: organizers, and members by account and by link.
create table interviews.people (
    person_id    uuid not null,
    interview_id uuid not null,
    primary key (person_id, interview_id)
);
create index people_of_interview on interviews.people (interview_id);

-- Commands that have been answered under an Idempotency-Key.
create table interviews.answered_commands (
    owner     uuid not null,
    key       text not null,
    body_hash bytea not null,
    status    int not null,
    answer    text not null,
    at        timestamptz not null,
    primary key (owner, key)
);
create index answered_commands_by_age on interviews.answered_commands (at);
