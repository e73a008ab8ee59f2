package dk.rampe.channel.rest;

import dk.rampe.channel.Guesses;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** How often a provider may call, and how often an address may guess a key. Counted by each node for itself. */
@Component
class Allowances {

    private final Map<String, Bucket> calls;
    private final Guesses guesses = new Guesses();

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
        Duration pause = guesses.pause(address);
        if (!pause.isZero()) {
            throw ApiProblem.tooMany(pause);
        }
    }

    void wrongKey(String address) {
        guesses.wrong(address);
    }

    private static Bucket aMinute(int calls) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(calls).refillGreedy(calls, Duration.ofMinutes(1)))
                .build();
    }
}
