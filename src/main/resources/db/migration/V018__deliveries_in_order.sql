-- A wave of cases waits by the tens of thousands; the next batch is found without sorting them all.
create index delivery_next on delivery (partner, number) where state = 'PENDING' and kind <> 'STATUS';
