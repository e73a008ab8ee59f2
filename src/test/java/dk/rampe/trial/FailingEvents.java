package dk.rampe.trial;

/** Events that the database does not take, for a reason that is no trouble of its own: they fail whenever they are tried. */
final class FailingEvents {

    /** What happened on this day fails until it is let through. */
    static final String FOR_A_WHILE = "2026-02-06";

    static final String FOR_EVER = "2026-02-07";

    private FailingEvents() {}

    static void begin(Surroundings at) {
        let(at, FOR_A_WHILE, FOR_EVER);
    }

    static void letThrough(Surroundings at) {
        let(at, FOR_EVER);
    }

    private static void let(Surroundings at, String... failing) {
        at.sql().sql("""
                        create or replace function fail() returns trigger language plpgsql as $$
                        begin raise exception 'not this one'; end $$""").update();
        at.sql().sql("drop trigger if exists failing on event").update();
        at.sql().sql("""
                        create trigger failing before insert on event for each row
                        when (new.kind = 'CONVERSATION' and new.occurred_on in ('%s')) execute function fail()""".formatted(String.join("', '", failing))).update();
    }
}
