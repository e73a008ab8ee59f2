package dk.rampe.submission;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.vault.Digest;
import dk.rampe.vault.Digests;
import dk.rampe.vault.Keyring;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which cases have been erased, known by keyed hashes only. Callers hold the cases' locks. */
@Component
class ErasedCases {

    private final JdbcClient sql;
    private final Keyring keyring;

    ErasedCases(JdbcClient sql, Keyring keyring) {
        this.sql = sql;
        this.keyring = keyring;
    }

    /** @param participations named by their ids */
    Erased among(Collection<CaseKey> keys, Collection<UUID> participations) {
        Map<ByteBuffer, CaseKey> byDigest = new HashMap<>();
        keys.forEach(key -> digests(key).all().forEach(digest -> byDigest.put(ByteBuffer.wrap(digest.value()), key)));
        Map<CaseKey, LocalDate> cases = new HashMap<>();
        sql.sql("select digest, erased_on from erased_case where digest = any(?)")
                .param(array(byDigest.keySet()))
                .query((row, i) ->
                        cases.put(byDigest.get(ByteBuffer.wrap(row.getBytes(1))), row.getObject(2, LocalDate.class)))
                .list();
        Set<UUID> erased = sql.sql("select id from participation where id = any(?) and erased_at is not null")
                .param(participations.toArray(UUID[]::new))
                .query(UUID.class)
                .set();
        return new Erased(cases, erased);
    }

    void mark(CaseKey key, LocalDate erasedOn) {
        Digest digest = digests(key).writers();
        sql.sql("""
                        insert into erased_case (digest, lookup_key, erased_on) values (?, ?, ?)
                        on conflict (digest) do update set erased_on = excluded.erased_on""").params(digest.value(), digest.key(), erasedOn).update();
    }

    /** They are cases again. */
    void lift(Collection<CaseKey> keys) {
        if (!keys.isEmpty()) {
            sql.sql("delete from erased_case where digest = any(?)")
                    .param(array(keys.stream()
                            .flatMap(key -> digests(key).all())
                            .map(digest -> ByteBuffer.wrap(digest.value()))
                            .toList()))
                    .update();
        }
    }

    private Digests digests(CaseKey key) {
        return keyring.digests("erased case", key.municipality() + '/' + key.caseNumber());
    }

    private static byte[][] array(Collection<ByteBuffer> digests) {
        return digests.stream().map(ByteBuffer::array).toArray(byte[][]::new);
    }
}
