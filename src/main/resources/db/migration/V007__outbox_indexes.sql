-- Statuses wait for their file by the thousand; who claims other deliveries need not walk past them.
drop index delivery_waiting;
create index delivery_waiting on delivery (partner, order_key, number) where state = 'PENDING' and kind <> 'STATUS';
create index delivery_status_waiting on delivery (participation_id) where state = 'PENDING' and kind = 'STATUS';
create index delivery_status_to_gather on delivery (partner, number)
    where state = 'PENDING' and kind = 'STATUS' and consignment is null;
create index delivery_status_file on delivery (partner, made_at) where kind = 'STATUS_FILE';
create index delivery_by_submission on delivery (submission_id) where submission_id is not null;
