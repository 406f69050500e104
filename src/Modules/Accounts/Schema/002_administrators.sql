-- Kept beside the account so that every request can say it, as the display name is.
alter table accounts.users add column is_administrator boolean not null default false;
