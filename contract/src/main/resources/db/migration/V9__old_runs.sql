-- Runs that ended long ago go as notifications do. Only an addition: services of the version before
-- run on this schema too.

grant delete on run to vestnik_api;
