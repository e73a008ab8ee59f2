package dk.rampe.submission;

import dk.rampe.vault.KeyedHashes;
import dk.rampe.vault.WrappedKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where this room keeps what the key file's keys have made. */
@Configuration(proxyBeanMethods = false)
public class KeysInUse {

    public static final WrappedKeys SUBMISSIONS = new WrappedKeys("submissions", "submission", "id", "archive_key");

    /** Without the personal half of an event its hash cannot be made again. */
    public static final KeyedHashes EVENTS = new KeyedHashes("events", "event", "content", "lookup_key", """
            participation_id in (select participation_id from vault.participation_key where wrapped is null)""");

    /** The case number is gone. */
    public static final KeyedHashes ERASED_CASES =
            new KeyedHashes("erased cases", "erased_case", "digest", "lookup_key", "true");

    @Bean
    KeyedHashes erasedCaseHashes() {
        return ERASED_CASES;
    }

    @Bean
    WrappedKeys submissionKeys() {
        return SUBMISSIONS;
    }

    @Bean
    KeyedHashes eventHashes() {
        return EVENTS;
    }
}
