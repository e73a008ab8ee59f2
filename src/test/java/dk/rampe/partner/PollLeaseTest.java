package dk.rampe.partner;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.submission.TestHub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class PollLeaseTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void oneNodeHoldsItUntilItRunsOut() {
        PollLease one = node();
        PollLease other = node();
        assertThat(one.take("poll", MINUTE)).isTrue();
        assertThat(other.take("poll", MINUTE)).isFalse();
        assertThat(one.take("poll", MINUTE)).isTrue();
        assertThat(other.take("another poll", MINUTE)).isTrue();
        hub.sql("update lease set held_until = now() - interval '1 s' where name = 'poll'")
                .update();
        assertThat(other.take("poll", MINUTE)).isTrue();
        assertThat(one.take("poll", MINUTE)).isFalse();
    }

    @Test
    void ofManyThatAskAtOnceOneGetsIt() throws Exception {
        List<Callable<Boolean>> asking = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            PollLease node = node();
            asking.add(() -> node.take("poll", MINUTE));
        }
        var threads = Executors.newFixedThreadPool(8);
        List<Boolean> answers = new ArrayList<>();
        for (Future<Boolean> answer : threads.invokeAll(asking)) {
            answers.add(answer.get());
        }
        threads.shutdown();
        assertThat(answers).containsOnlyOnce(true);
    }

    private static PollLease node() {
        return new PollLease(hub.bean(JdbcClient.class));
    }
}
