package dk.rampe.submission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.Form;
import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.delivery.Claims;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Outbox;
import dk.rampe.delivery.Renderings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What becomes of poisoned files in the hub: a coded receipt, and nothing of them anywhere in clear. */
@ExtendWith(OutputCaptureExtension.class)
class PoisonedFilesTest {

    /** More than the hub reads of one thing in XML. */
    private static final long ANY_SIZE = 1_200_000;

    private static final long LONG_LINE = Form.of(10_000_000, 100_000_000);
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(2);

    @RegisterExtension
    static final TestHub hub = new TestHub();

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    @BeforeEach
    void aSecretToBeStolen(@TempDir Path folder) throws IOException {
        System.setProperty(
                Poison.SECRET,
                Files.writeString(folder.resolve("secret"), Poison.CANARY)
                        .toUri()
                        .toString());
        System.setProperty(Poison.SERVER, "http://127.0.0.1:9/");
    }

    @Test
    void eachGetsACodedReceiptAndNothingOfItIsRepeated(CapturedOutput log) throws IOException {
        SoftAssertions all = new SoftAssertions();
        long slowest = 0;
        for (Poison poison : Poison.files()) {
            UUID id = store(poison, poison.partner.equals(TestHub.NORDDJURS) ? ANY_SIZE : ANY_SIZE / 10);
            long began = System.nanoTime();
            hub.process(id);
            slowest = Math.max(slowest, millisSince(began));
            all.assertThat(hub.state(id) + " " + hub.faults(id).replace(",", ""))
                    .as("%s", poison)
                    .isEqualTo("REFUSED " + poison.codes);
            List<String> receipts = receipts(poison.partner);
            all.assertThat(receipts)
                    .as("%s: receipts", poison)
                    .anyMatch(receipt -> receipt.contains(poison.codes.split(" ")[0]));
            all.assertThat(receipts).as("%s: receipts", poison).noneMatch(receipt -> receipt.contains(Poison.CANARY));
        }
        all.assertAll();
        assertThat(slowest).isLessThan(REFUSED_WITHIN.toMillis());
        assertThat(log).contains("refused whole: R-2006").doesNotContain(Poison.CANARY);
        assertThat(rowsThatRepeatIt()).isZero();
        assertThat(hub.count("archive_chunk")).isGreaterThan(Poison.files().size());
        Reliability.held(
                Promise.POISON,
                "poisoned files through the hub: ledger, archive, receipts",
                Poison.files().size() + " files of Silkeborg's and Norddjurs'",
                "each REFUSED with a coded receipt, the slowest worked through in %d ms; nothing of their content in receipts, log or %d tables"
                        .formatted(slowest, tables().size()));
    }

    @Test
    void aLineOfAHundredMegabytesIsStoredInItsTimeAndRefusedAtOnce() throws IOException {
        long began = System.nanoTime();
        UUID id = store(Poison.CSV_ENDLESS_LINE, LONG_LINE);
        long stored = millisSince(began);
        began = System.nanoTime();
        hub.process(id);
        long refused = millisSince(began);
        assertThat(hub.faults(id)).isEqualTo("R-2006");
        assertThat(refused).isLessThan(REFUSED_WITHIN.toMillis());
        Reliability.held(
                Promise.POISON,
                "a file that is one line",
                LONG_LINE / 1_000_000 + " MB",
                "sealed and stored in %.1f s, then refused in %d ms".formatted(stored / 1000.0, refused));
    }

    private static UUID store(Poison poison, long size) throws IOException {
        String kind = poison.partner.equals(TestHub.SILKEBORG) ? "henvisning" : "leverance";
        try (InputStream content = poison.content(size)) {
            return hub.bean(Submissions.class)
                    .store(
                            new Incoming(poison.partner, "SFTP", kind, poison.fileName(), null, null, null, null),
                            content);
        }
    }

    private static List<String> receipts(String partner) {
        Outbox outbox = hub.bean(Outbox.class);
        Claims claims = hub.bean(Claims.class);
        List<String> receipts = new ArrayList<>();
        for (List<Delivery> claimed = claims.claim(partner); !claimed.isEmpty(); claimed = claims.claim(partner)) {
            for (Delivery delivery : claimed) {
                hub.bean(Renderings.class)
                        .parcel(delivery)
                        .files()
                        .forEach(file -> receipts.add(new String(file.content(), ISO_8859_1)));
                outbox.sent(delivery);
            }
        }
        return receipts;
    }

    private static List<String> tables() {
        return hub.sql("""
                        select oid::regclass::text from pg_class
                        where relkind in ('r', 'p') and not relispartition
                          and relnamespace in ('public'::regnamespace, 'vault'::regnamespace)""").query(String.class).list();
    }

    /** How many rows hold something of a poison, as text or as bytes. */
    private static long rowsThatRepeatIt() {
        return tables().stream()
                .mapToLong(table -> hub.sql(
                                "select count(*) from " + table + " one where "
                                        + (table.equals("archive_chunk")
                                                ? "position(convert_to(:text, 'UTF8') in sealed) > 0"
                                                : "one::text like '%' || :text || '%' or one::text like '%' || encode(convert_to(:text, 'UTF8'), 'hex') || '%'"))
                        .param("text", Poison.CANARY)
                        .query(Long.class)
                        .single())
                .sum();
    }
}
