-- Who had it looked at; null: the server by itself, which goes on where it was before.
alter table reports.checks add column checked_by text null;
update reports.checks set checked_by = 'operator';
