-- What lies in a partner's drop box is a copy that no purge of tables reaches.
create table stale_account (
    partner text primary key,
    since timestamptz not null
);
comment on table stale_account is
    'Partners whose drop box holds files that may say more than they may by now, since something was erased; the node with the drop box writes them anew.';
