alter table delivery add column fetched_at timestamptz;
comment on column delivery.fetched_at is
    'When a file that was SENT was seen to have left the partner''s folder: fetched, which is not accepted.';
create index delivery_to_be_fetched on delivery (partner, sent_at)
    where state = 'SENT' and fetched_at is null and names <> '[]';

-- One case is looked up among all.
create index delivery_by_participation on delivery (participation_id) where participation_id is not null;
create index submission_line_by_case on submission_line (case_number);
create index submission_line_without_number on submission_line (participation_id)
    where case_number is null and participation_id is not null;
