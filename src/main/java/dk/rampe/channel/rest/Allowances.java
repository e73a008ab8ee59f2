package dk.rampe.channel.rest;

import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** How often a provider may call, and how often an address may guess a key. Counted by each node for itself. */
@Component
class Allowances {

    static final int WRONG_KEYS_A_MINUTE = 10;

    private static final int ADDRESSES = 10_000;

    private final Map<String, Bucket> calls;
    private final Map<String, Bucket> wrongKeys = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        /** Forgets who has guessed least lately: memory does not grow with the number of addresses. */
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > ADDRESSES;
        }
    });

    Allowances(Partners partners) {
        calls = partners.with(Partner::rest).stream()
                .collect(Collectors.toMap(
                        id -> id, id -> aMinute(partners.get(id).rest().requestsPerMinute())));
    }

    /** @throws ApiProblem 429 when the provider has called too often */
    void call(String provider) {
        ConsumptionProbe probe = calls.get(provider).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw ApiProblem.tooMany(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    /** @throws ApiProblem 429 when the address has shown too many wrong keys, whatever it shows now */
    void guess(String address) {
        Bucket bucket = wrongKeys.get(address);
        if (bucket != null) {
            var estimate = bucket.estimateAbilityToConsume(1);
            if (!estimate.canBeConsumed()) {
                throw ApiProblem.tooMany(Duration.ofNanos(estimate.getNanosToWaitForRefill()));
            }
        }
    }

    void wrongKey(String address) {
        wrongKeys.computeIfAbsent(address, one -> aMinute(WRONG_KEYS_A_MINUTE)).tryConsume(1);
    }

    private static Bucket aMinute(int calls) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(calls).refillGreedy(calls, Duration.ofMinutes(1)))
                .build();
    }
}
