-- Only of ends: the claim asks for what has none, and took this index for it and read it whole.
drop index attempt_by_end;
create index attempt_by_end on attempt using brin (finished_at)
    with (pages_per_range = 32, autosummarize = on) where finished_at is not null;
