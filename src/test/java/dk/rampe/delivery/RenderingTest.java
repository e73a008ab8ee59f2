package dk.rampe.delivery;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.delivery.Delivery.Kind;
import dk.rampe.delivery.Parcel.PostedFile;
import dk.rampe.submission.TestHub;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A delivery says the same however often and however late it is rendered. */
class RenderingTest {

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void everyDeliveryIsTheSameToTheByteWhateverWasToldSince() {
        hub.silkeborg("sagsopdatering_20260202_01.csv", update(2, "TLF", "02-02-2026", "22222222"));
        hub.silkeborg("henvisning_20260202_01.csv", referral(1), referral(3, "nonsense", "01-02-2026"));
        hub.progress(event(UUID.randomUUID(), 1, "STARTED", "2026-02-01", ", \"contactPerson\": \"Konrad Taktholm\""));
        hub.bean(StatusFiles.class).gatherNow(SILKEBORG);
        List<Delivery> deliveries = new ArrayList<>(hub.bean(Claims.class).claim(SILKEBORG));
        hub.deliver(SILKEBORG).clear();
        deliveries.forEach(hub.bean(Outbox.class)::sent);
        deliveries.addAll(hub.deliver(SILKEBORG));
        deliveries.addAll(hub.deliver(SIND));
        assertThat(deliveries)
                .extracting(Delivery::kind)
                .contains(Kind.TECHNICAL_RECEIPT, Kind.RECEIPT, Kind.STATUS_FILE, Kind.CASE);
        Map<UUID, String> before = rendered(deliveries);

        hub.clock().advance(Duration.ofDays(40));
        hub.silkeborg("henvisning_20260303_01.csv", referral(2), referral(1, "44444444", "02-02-2026"));
        hub.silkeborg(
                "sagsopdatering_20260303_01.csv",
                update(1, "TRUKKET", "02-02-2026", "x"),
                update(1, "SAGSBEH", "02-02-2026", "Berta Sagsen"));
        hub.progress(event(UUID.randomUUID(), 1, "STARTED", "2026-01-30", ", \"contactPerson\": \"Kontra Takt\""));
        assertThat(rendered(deliveries)).isEqualTo(before);
        hub.deliver(SILKEBORG);
        hub.deliver(SIND);
        assertThat(rendered(deliveries)).isEqualTo(before);
    }

    @Test
    void aLineThatWaitedAndWasThenRefusedStillWaitsInItsFirstReceipt() {
        UUID file = hub.silkeborg("sagsopdatering_20260202_01.csv", update(2, "TLF", "02-02-2026", "22222222"));
        Delivery receipt = hub.deliver(SILKEBORG).get(1);
        String before = hub.file(receipt);
        hub.sql("""
                update submission_line set outcome = 'REJECTED', decided_at = ?,
                       faults = '[{"code": "R-3101", "field": null, "details": {}}]'
                where submission_id = ?""")
                .params(java.sql.Timestamp.from(hub.clock().instant()), file)
                .update();
        assertThat(hub.file(receipt)).isEqualTo(before);
    }

    @Test
    void theProviderKeepsAChangeToldAheadWhenSomethingElseIsToldInBetween() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1, "11111111", "20-02-2026"));
        hub.silkeborg("sagsopdatering_20260202_01.csv", update(1, "TLF", "10-02-2026", "22222222"));
        hub.silkeborg("sagsopdatering_20260202_02.csv", update(1, "EMAIL", "02-02-2026", "ny@example.dk"));
        List<Delivery> cases = hub.deliver(SIND);
        assertThat(hub.message(cases.get(2)).at("/person/phone").asText()).isEqualTo("22222222");
        assertThat(hub.message(cases.get(2)).at("/person/email").asText()).isEqualTo("ny@example.dk");
    }

    @Test
    void openingForTheProviderLeavesATrace() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        hub.message(hub.deliver(SIND).get(0));
        assertThat(hub.sql("select who || ': ' || purpose from vault.audit where participation_id = ?")
                        .param(hub.participation(caseNumber(1)))
                        .query(String.class)
                        .list())
                .containsExactly("sind: case");
    }

    private static Map<UUID, String> rendered(List<Delivery> deliveries) {
        return deliveries.stream()
                .collect(toMap(Delivery::id, RenderingTest::rendered, (a, b) -> a, LinkedHashMap::new));
    }

    private static String rendered(Delivery delivery) {
        if (delivery.kind() == Kind.CASE) {
            return hub.message(delivery).toString();
        }
        StringBuilder all = new StringBuilder();
        for (PostedFile file : hub.bean(Renderings.class).parcel(delivery).files()) {
            all.append(file.name()).append(new String(file.content(), StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }
}
