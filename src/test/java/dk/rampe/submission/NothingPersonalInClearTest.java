package dk.rampe.submission;

import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.NORDDJURS;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.StatusFiles;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;

/** No table holds a person number or a name that can be read, whatever came in and went out. */
class NothingPersonalInClearTest {

    private static final Pattern BYTES = Pattern.compile("\\\\x([0-9a-f]+)");

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void noTableHoldsAPersonNumberOrANameInTheClear() throws Exception {
        String number = personNumber(1);
        String hyphenated = number.substring(0, 6) + '-' + number.substring(6);
        hub.silkeborg(
                "henvisning_20260202_01.csv",
                referral(1),
                referral(2, number, "nonsense", "01-02-2026"),
                hyphenated + ";" + number,
                referral(3).replace("740-2026-00003", hyphenated));
        hub.silkeborg(
                "sagsopdatering_20260202_01.csv",
                update(1, "CPR", "03-02-2026", hyphenated),
                update(1, "TRUKKET", "03-02-2026", "Opfundine Tænkeby " + hyphenated),
                update(4, "CPR", "03-02-2026", hyphenated));
        hub.norddjurs(
                "RAMPE_202602020600.xml",
                "2026-02-02T06:00:00+01:00",
                TestCases.henvisning(1, number, number, "2026-02-01"),
                TestCases.henvisning(2, number, "11111111", "2026-02-01"),
                TestCases.henvisning(3, number, "11111111", number));
        hub.progress(
                event(UUID.randomUUID(), 1, "STARTED", "2026-02-02", ", \"contactPerson\": \"Opfundine Tænkeby\""));
        hub.progress(conversation(9, "2026-02-02"));
        hub.progress(event(UUID.randomUUID(), 1, "STARTED", "2026-02-02", ", \"" + hyphenated + "\": 1"));
        hub.progress(event(UUID.randomUUID(), 1, "MEASURED", hyphenated, ", \"note\": \"" + number + '"'));
        hub.progress("{\"eventId\": \"" + hyphenated + "\", \"kind\": \"Opfundine\"}");
        for (String partner : List.of(SILKEBORG, NORDDJURS)) {
            hub.bean(StatusFiles.class).gatherNow(partner);
            hub.deliver(partner).forEach(hub::file);
        }
        hub.deliver(SIND).forEach(this::message);

        List<String> tables = hub.sql("""
                        select oid::regclass::text from pg_class
                        where relkind = 'r' and relnamespace in ('public'::regnamespace, 'vault'::regnamespace)""").query(String.class).list();
        assertThat(tables).hasSizeGreaterThan(12);
        for (String table : tables) {
            String text = dump(table);
            assertThat(text.contains(number) || text.contains(hyphenated))
                    .as("a person number in " + table)
                    .isFalse();
            assertThat(text.contains("Opfundine") || text.contains("Bordsen"))
                    .as("a name in " + table)
                    .isFalse();
        }
    }

    private void message(Delivery delivery) {
        assertThat(hub.message(delivery).isEmpty()).isFalse();
    }

    /** As text, with everything that is bytes read as text too. */
    private static String dump(String table) throws Exception {
        try (Connection connection = hub.bean(DataSource.class).getConnection()) {
            StringWriter rows = new StringWriter();
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + table + " to stdout", rows);
            Matcher bytes = BYTES.matcher(rows.toString());
            String asText = bytes.results()
                    .map(found -> HexFormat.of().parseHex(found.group(1)))
                    .flatMap(one -> List.of(
                            new String(one, StandardCharsets.ISO_8859_1), new String(one, StandardCharsets.UTF_16LE))
                            .stream())
                    .collect(joining("\n"));
            return rows + asText;
        }
    }
}
