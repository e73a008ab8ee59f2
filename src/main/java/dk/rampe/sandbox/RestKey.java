package dk.rampe.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** A provider's key to the hub's REST edge, for this run. The hub itself is told its hash only. */
record RestKey(String key) {

    static RestKey random() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return new RestKey(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    Map<String, String> properties(String partner) {
        String prefix = NeighbourSettings.prefix(partner) + "_REST_KEY";
        return Map.of(prefix, key, prefix + "_SHA256", Sha256.hex(key.getBytes(StandardCharsets.UTF_8)));
    }
}
