package dk.rampe.channel.rest;

import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whose key it is. Only hashes are known here; a key has 256 random bits, so a plain hash gives nothing away. */
@Component
class ApiKeys {

    private final Map<String, Caller> callers = new LinkedHashMap<>();

    ApiKeys(Partners partners) {
        for (String provider : partners.with(Partner::rest)) {
            partners.get(provider).rest().keys().forEach((label, hash) -> {
                if (callers.put(hash, new Caller(provider, label)) != null) {
                    throw new IllegalStateException("a key of " + provider + " is in the settings twice");
                }
            });
        }
    }

    /** Takes as long for every key, right or wrong. */
    Optional<Caller> callerWith(String key) {
        byte[] hash = sha256(key);
        Caller found = null;
        for (Map.Entry<String, Caller> known : callers.entrySet()) {
            if (MessageDigest.isEqual(hash, HexFormat.of().parseHex(known.getKey()))) {
                found = known.getValue();
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
