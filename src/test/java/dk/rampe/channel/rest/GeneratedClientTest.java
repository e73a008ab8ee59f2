package dk.rampe.channel.rest;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.client.ApiClient;
import dk.rampe.client.ApiException;
import dk.rampe.client.api.CasesApi;
import dk.rampe.client.api.ProgressApi;
import dk.rampe.client.api.RejectionsApi;
import dk.rampe.client.model.CasePage;
import dk.rampe.client.model.Identifier;
import dk.rampe.client.model.ModelCase;
import dk.rampe.client.model.Problem;
import dk.rampe.client.model.Progress;
import dk.rampe.client.model.Progress.InstrumentEnum;
import dk.rampe.client.model.Progress.KindEnum;
import dk.rampe.client.model.Progress.WaveEnum;
import dk.rampe.client.model.ProgressOutcome;
import dk.rampe.client.model.ProgressOutcome.OutcomeEnum;
import dk.rampe.client.model.TargetGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A provider's work done with a client that was generated from docs/openapi.json, and nothing of ours. */
class GeneratedClientTest {

    private static final LocalDate DAY = LocalDate.of(2026, 2, 3);

    @RegisterExtension
    static final RestHub hub = new RestHub();

    @Test
    void casesAreFetchedPageByPageAndWorkedOn() throws Exception {
        hub.sideby("henvisning_20260202_01.csv", sideby(referral(1)), sideby(referral(2)), sideby(referral(3)));
        CasesApi cases = new CasesApi(client(RestHub.NABO_KEY));
        List<ModelCase> all = new ArrayList<>();
        CasePage page = cases.getCases(OffsetDateTime.parse("2026-01-01T00:00:00+01:00"), null, 2);
        all.addAll(page.getCases());
        while (page.getMore()) {
            page = cases.getCases(null, page.getNext(), 2);
            all.addAll(page.getCases());
        }
        assertThat(all)
                .extracting(ModelCase::getCaseNumber)
                .containsExactly(sideby(caseNumber(1)), sideby(caseNumber(2)), sideby(caseNumber(3)));
        ModelCase first = all.get(0);
        assertThat(first.getTargetGroup()).isEqualTo(TargetGroup.PRIMARY);
        assertThat(first.getProtected()).isFalse();
        assertThat(first.getPerson().getFamilyName()).isEqualTo("Tænkeby");
        assertThat(first.getPerson().getIdentifier().getType()).isEqualTo(Identifier.TypeEnum.REPLACEMENT);

        hub.sideby("sagsopdatering_20260203_01.csv", sideby(update(1, "TRUKKET", "03-02-2026", "Flyttet")));
        assertThat(cases.getCases(null, page.getNext(), null).getCases())
                .singleElement()
                .satisfies(changed -> {
                    assertThat(changed.getParticipationId()).isEqualTo(first.getParticipationId());
                    assertThat(changed.getWithdrawn().getValue()).isTrue();
                });
    }

    @Test
    void eventsAreSentAndAnswered() throws Exception {
        hub.sideby("henvisning_20260202_01.csv", sideby(referral(1)));
        ProgressApi progress = new ProgressApi(client(RestHub.NABO_KEY));
        Progress measured = event(KindEnum.MEASURED)
                .instrument(InstrumentEnum.WHO5)
                .wave(WaveEnum.START)
                .items(List.of(1, 2, 3, 4, 5));
        Progress lacksSomething = event(KindEnum.ASSESSED);
        Progress early = event(KindEnum.STARTED).caseNumber("798-2026-09999");
        List<Progress> events = List.of(event(KindEnum.ASSESSED).accepted(true), measured, lacksSomething, early);
        List<ProgressOutcome> outcomes = progress.sendProgress(events);
        assertThat(outcomes)
                .extracting(ProgressOutcome::getOutcome)
                .containsExactly(OutcomeEnum.ACCEPTED, OutcomeEnum.ACCEPTED, OutcomeEnum.REJECTED, OutcomeEnum.WAITING);
        assertThat(outcomes.get(2).getEventId()).isEqualTo(lacksSomething.getEventId());
        assertThat(outcomes.get(2).getFaults()).singleElement().satisfies(fault -> {
            assertThat(fault.getCode()).isEqualTo("R-1001");
            assertThat(fault.getField()).isEqualTo("accepted");
        });
        assertThat(progress.sendProgress(events)).isEqualTo(outcomes);
        assertThat(hub.rooms().count("event where kind <> 'REFERRED'")).isEqualTo(2);
        assertThat(new RejectionsApi(client(RestHub.NABO_KEY))
                        .getRejections(null, null)
                        .getRejections())
                .isEmpty();
    }

    @Test
    void aProblemIsReadByTheClient() {
        ApiClient wrong = client("not-a-key");
        assertThatThrownBy(() -> new CasesApi(wrong).getCases(null, null, null))
                .isInstanceOfSatisfying(ApiException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(401);
                    Problem problem = read(wrong, refused.getResponseBody());
                    assertThat(problem.getStatus()).isEqualTo(401);
                    assertThat(problem.getCorrelationId()).isNotNull();
                });
    }

    private static ApiClient client(String key) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(hub.uri("").toString());
        client.setRequestInterceptor(
                request -> request.header("Authorization", "Bearer " + key).header("X-Forwarded-For", "198.19.0.1"));
        return client;
    }

    private static Problem read(ApiClient client, String body) {
        try {
            return client.getObjectMapper().readValue(body, Problem.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Progress event(KindEnum kind) {
        return new Progress()
                .eventId(UUID.randomUUID())
                .municipality("798")
                .caseNumber(sideby(caseNumber(1)))
                .kind(kind)
                .occurredOn(DAY);
    }

    private static String sideby(String line) {
        return line.replace("740-", "798-");
    }
}
