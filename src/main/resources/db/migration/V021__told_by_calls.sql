-- A status that a partner is told by a call of its own goes out like a case: claimed, in order, tried again.
alter table delivery drop constraint delivery_kind_check;
alter table delivery add constraint delivery_kind_check
    check (kind in ('CASE', 'STATUS', 'STATUS_FILE', 'STATUS_CALL', 'TECHNICAL_RECEIPT', 'RECEIPT', 'REJECTION', 'RELEASE'));
comment on column delivery.answer is
    'Why it came back from the broker, or what the partner answered: its code and text, without what looks like a person number.';
