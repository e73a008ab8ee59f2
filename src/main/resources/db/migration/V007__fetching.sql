-- Providers without a broker fetch: cases in the order of their events, rejections in the order they were made.
create index delivery_case_to_fetch on delivery (partner, event_number) where kind = 'CASE';
create index delivery_case_by_participation on delivery (participation_id, event_number) where kind = 'CASE';
create index delivery_case_by_time on delivery (partner, made_at) where kind = 'CASE';
create index delivery_rejection_to_fetch on delivery (partner, number) where kind = 'REJECTION';
