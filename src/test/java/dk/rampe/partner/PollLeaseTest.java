package dk.rampe.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dk.rampe.submission.TestHub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class PollLeaseTest {

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void oneNodeHoldsItUntilItRunsOut() {
        PollLease one = node();
        PollLease other = node();
        assertThat(one.take("poll")).isTrue();
        assertThat(other.take("poll")).isFalse();
        assertThat(one.take("poll")).isTrue();
        assertThat(other.take("another poll")).isTrue();
        hub.sql("update lease set held_until = now() - interval '1 s' where name = 'poll'")
                .update();
        assertThat(other.take("poll")).isTrue();
        assertThat(one.take("poll")).isFalse();
    }

    @Test
    void ofManyThatAskAtOnceOneGetsIt() throws Exception {
        List<Callable<Boolean>> asking = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            PollLease node = node();
            asking.add(() -> node.take("poll"));
        }
        var threads = Executors.newFixedThreadPool(8);
        List<Boolean> answers = new ArrayList<>();
        for (Future<Boolean> answer : threads.invokeAll(asking)) {
            answers.add(answer.get());
        }
        threads.shutdown();
        assertThat(answers).containsOnlyOnce(true);
    }

    @Test
    void itIsKeptByRenewingAndGivenBackAtAStop() {
        PollLease one = node();
        one.take("round");
        hub.sql("update lease set held_until = now() + interval '1 s' where name = 'round'")
                .update();
        one.renew();
        assertThat(hub.sql("select held_until > now() + interval '15 s' from lease where name = 'round'")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        one.giveBack();
        assertThat(node().take("round")).isTrue();
    }

    @Test
    void whatHasRunOutIsNotRenewed() {
        PollLease one = node();
        one.take("lapsed");
        hub.sql("update lease set held_until = now() - interval '1 s' where name = 'lapsed'")
                .update();
        one.renew();
        assertThat(node().take("lapsed")).isTrue();
    }

    @Test
    void whatWasDoneUnderALeaseIsCommittedOnlyByWhoStillHasIt() throws Exception {
        PollLease one = node();
        PollLease other = node();
        one.take("files");
        hub.sql("update lease set held_until = now() - interval '1 s' where name = 'files'")
                .update();
        var transaction = hub.bean(TransactionTemplate.class);
        CompletableFuture<Boolean> taking = new CompletableFuture<>();
        transaction.executeWithoutResult(status -> {
            one.keep("files");
            taking.completeAsync(() -> other.take("files"));
            await().during(Duration.ofMillis(300)).until(() -> !taking.isDone());
        });
        assertThat(taking.get(10, TimeUnit.SECONDS)).as("afterwards").isTrue();
        assertThatExceptionOfType(LostLease.class)
                .isThrownBy(() -> transaction.executeWithoutResult(status -> one.keep("files")));
    }

    private static PollLease node() {
        return new PollLease(hub.bean(JdbcClient.class));
    }
}
