-- A file that lies where it was taken from, unchanged, and one that was sent again: only the time tells them apart.
alter table submission add modified timestamptz;
comment on column submission.modified is
    'When the file was last written, as its sender''s server says, in whole seconds; null for what is no file there.';
