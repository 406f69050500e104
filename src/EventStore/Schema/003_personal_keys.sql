-- The keys by which personal content in the log is encrypted, each wrapped by the master key, which is not in here.
-- wrapped is null: destroyed. The row stays, so that no other key is made for what is still written about this subject.
create table events.vc_personal_keys (
    key_id    uuid        not null primary key,
    subject   uuid        not null unique,
    wrapped   bytea       null,
    erased_at timestamptz null
);
create index vc_personal_keys_erased on events.vc_personal_keys (erased_at) where erased_at is not null;

-- Holds the keys until the end of the transaction: whoever destroys one waits for the facts that are written with it, and
-- a fact whose key was destroyed before it is committed is a lost race.
create function events.vc_require_personal_keys(keys uuid[]) returns void language plpgsql as $$
begin
    if (select count(*) from (select 1 from events.vc_personal_keys where key_id = any(keys) and wrapped is not null order by key_id for share) as held) <> cardinality(keys) then
        raise exception 'a key of a person was destroyed meanwhile' using errcode = 'serialization_failure', constraint = 'vc_personal_keys';
    end if;
end $$;
