-- Called when a row that was folded from a view's former table is about to be written into the one that a rebuild put in
-- its place: a lost race, to be decided again. Stable, so that it is called once and also where no row is touched.
create function events.vc_view_was_rebuilt() returns boolean language plpgsql stable as $$
begin
    raise exception 'the view was rebuilt meanwhile' using errcode = 'serialization_failure';
end $$;
