package dk.rampe.submission;

import static java.util.stream.Collectors.toMap;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.vault.KeyedHashes;
import dk.rampe.vault.Keyring;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
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

    @Bean
    static KeyedHashes hashesOfErasedCases() {
        return new KeyedHashes("erased cases", "erased_case", "lookup_key");
    }

    /** @param participations named by their ids */
    Erased among(Collection<CaseKey> keys, Collection<UUID> participations) {
        Map<ByteBuffer, CaseKey> byDigest = keys.stream().distinct().collect(toMap(this::digest, key -> key));
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
        sql.sql("""
                        insert into erased_case (digest, lookup_key, erased_on) values (?, ?, ?)
                        on conflict (digest) do update set erased_on = excluded.erased_on""").params(digest(key).array(), keyring.lookupKey(), erasedOn).update();
    }

    /** They are cases again. */
    void lift(Collection<CaseKey> keys) {
        if (!keys.isEmpty()) {
            sql.sql("delete from erased_case where digest = any(?)")
                    .param(array(keys.stream().map(this::digest).toList()))
                    .update();
        }
    }

    private ByteBuffer digest(CaseKey key) {
        return ByteBuffer.wrap(keyring.digest("erased case", key.municipality() + '/' + key.caseNumber()));
    }

    private static byte[][] array(Collection<ByteBuffer> digests) {
        return digests.stream().map(ByteBuffer::array).toArray(byte[][]::new);
    }
}
