package dk.rampe.channel;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often an address may guess what opens a door. Counted by each node for itself. */
public final class Guesses {

    public static final int A_MINUTE = 10;

    private static final int ADDRESSES = 10_000;

    private final Map<String, Bucket> wrong = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        /** Forgets who has guessed least lately: memory does not grow with the number of addresses. */
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > ADDRESSES;
        }
    });

    /** How long it must wait before it is listened to, whatever it shows; zero when it need not. */
    public Duration pause(String address) {
        Bucket left = wrong.get(address);
        return left == null
                ? Duration.ZERO
                : Duration.ofNanos(left.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    public void wrong(String address) {
        wrong.computeIfAbsent(address, one -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(A_MINUTE).refillGreedy(A_MINUTE, Duration.ofMinutes(1)))
                        .build())
                .tryConsume(1);
    }
}
