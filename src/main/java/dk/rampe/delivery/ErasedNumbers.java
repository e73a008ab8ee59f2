package dk.rampe.delivery;

import dk.rampe.vault.Keyring;
import dk.rampe.vault.WrappedKeys;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Case numbers of erased cases, sealed with a key for each: a provider must be told which of its cases it was. Kept until
 * {@link ErasedNumberPurge} destroys them.
 */
@Component
public class ErasedNumbers {

    public static final WrappedKeys KEYS = new WrappedKeys("erasures", "erasure", "id", "case_key");

    private static final String PLACE = "case number";

    private final JdbcClient sql;
    private final Keyring keyring;

    ErasedNumbers(JdbcClient sql, Keyring keyring) {
        this.sql = sql;
        this.keyring = keyring;
    }

    @Bean
    static WrappedKeys keysOfErasures() {
        return KEYS;
    }

    void seal(UUID erasure, String caseNumber) {
        Keyring.WrappedKey key = keyring.newKey(erasure.toString());
        byte[] sealed = key.key().seal(caseNumber.getBytes(StandardCharsets.UTF_8), PLACE);
        sql.sql("update erasure set case_key = ?, case_number_sealed = ? where id = ?")
                .params(key.wrapped(), sealed, erasure)
                .update();
    }

    /** Empty once it has been destroyed. */
    Optional<String> of(UUID erasure) {
        return sql.sql("select case_key, case_number_sealed from erasure where id = ? and case_key is not null")
                .param(erasure)
                .query((row, i) -> {
                    byte[] number =
                            keyring.open(row.getBytes(1), erasure.toString()).open(row.getBytes(2), PLACE);
                    return new String(number, StandardCharsets.UTF_8);
                })
                .optional();
    }
}
