package dk.rampe.channel.soap;

import dk.rampe.channel.Guesses;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Knows callers by certificate or, without one, by user and password, which nobody guesses often. */
final class Callers {

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
    private static final String BASIC = "Basic ";

    private final ClientCertificates certificates;
    private final Map<String, Caller> byCertificate = new HashMap<>();
    private final Map<String, Caller> byUser = new HashMap<>();
    private final Map<String, String> passwords = new HashMap<>();
    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder();
    private final String nobodysPassword = bcrypt.encode("");
    private final Guesses guesses = new Guesses();

    Callers(Partners partners, ClientCertificates certificates) {
        this.certificates = certificates;
        for (String id : partners.with(Partner::soap)) {
            Partner.Soap soap = partners.get(id).soap();
            soap.certificates().forEach((label, hash) -> putOnce(byCertificate, hash, new Caller(id, label)));
            soap.users().forEach((user, hash) -> putOnce(byUser, user, new Caller(id, user)));
            passwords.putAll(soap.users());
        }
    }

    private static void putOnce(Map<String, Caller> callers, String key, Caller caller) {
        if (callers.put(key, caller) != null) {
            throw new IllegalStateException("what " + caller + " is known by is in the settings twice");
        }
    }

    /** Who shows a certificate is known by it or not at all. */
    Optional<Caller> of(HttpServletRequest request) {
        X509Certificate[] chain = (X509Certificate[]) request.getAttribute(CERTIFICATES);
        if (chain != null && chain.length > 0) {
            return Optional.ofNullable(byCertificate.get(fingerprint(chain[0])))
                    .filter(caller -> certificates.isGood(chain));
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.startsWith(BASIC)) {
            return Optional.empty();
        }
        return withPassword(authorization.substring(BASIC.length()), request.getRemoteAddr());
    }

    /** An address that guesses is not told when it guesses right. */
    private Optional<Caller> withPassword(String encoded, String address) {
        if (!guesses.pause(address).isZero()) {
            return Optional.empty();
        }
        Optional<Caller> caller = withPassword(encoded);
        if (caller.isEmpty()) {
            guesses.wrong(address);
        }
        return caller;
    }

    /** Takes as long for a user that there is not. */
    private Optional<Caller> withPassword(String encoded) {
        String plain;
        try {
            plain = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = plain.indexOf(':');
        String user = colon < 0 ? "" : plain.substring(0, colon);
        boolean right = bcrypt.matches(plain.substring(colon + 1), passwords.getOrDefault(user, nobodysPassword));
        return right ? Optional.ofNullable(byUser.get(user)) : Optional.empty();
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
