package dk.rampe.submission;

import dk.rampe.vault.DataKey;
import dk.rampe.vault.Keyring;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every submission as it came, sealed chunk by chunk with a key of its own. At no time is more than one chunk in
 * memory. Partitioned by day, so that old days are dropped whole.
 */
@Component
class Archive {

    static final int CHUNK = 1 << 20;

    private final JdbcClient sql;
    private final Keyring keyring;
    private final TransactionTemplate ownTransaction;

    Archive(JdbcClient sql, Keyring keyring, PlatformTransactionManager transactions) {
        this.sql = sql;
        this.keyring = keyring;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** @param key wrapped, for the ledger; @param identity SHA-256 of the content */
    record Stored(byte[] key, long size, byte[] identity) {}

    /**
     * Makes today's partition, if it is yet to be made. For who writes in a transaction while many others do: the
     * partition takes a second connection, and together they could hold them all.
     */
    void prepare(Instant at) {
        ensurePartition(Ledger.day(at));
    }

    Stored write(Arrival arrival, InputStream content) throws IOException {
        ensurePartition(arrival.day());
        Keyring.WrappedKey key = keyring.newKey(arrival.id().toString());
        MessageDigest sha256 = sha256();
        DigestInputStream in = new DigestInputStream(content, sha256);
        long size = 0;
        int number = 0;
        for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
            sql.sql("insert into archive_chunk (stored_on, submission_id, chunk, sealed) values (?, ?, ?, ?)")
                    .params(arrival.day(), arrival.id(), number, key.key().seal(chunk, place(number)))
                    .update();
            size += chunk.length;
            number++;
        }
        // a transfer may take as long as a rotation of the keys
        return new Stored(keyring.rewrap(key.wrapped(), arrival.id().toString()), size, sha256.digest());
    }

    /** The content again, read chunk by chunk as it is asked for. */
    InputStream read(Submission submission) {
        DataKey key = keyring.open(submission.archiveKey(), submission.id().toString());
        return new ChunkStream(number -> sql.sql(
                        "select sealed from archive_chunk where stored_on = ? and submission_id = ? and chunk = ?")
                .params(submission.storedOn(), submission.id(), number)
                .query(byte[].class)
                .optional()
                .map(chunk -> key.open(chunk, place(number)))
                .orElse(null));
    }

    /** A copy that is here already is not kept twice. */
    void drop(Arrival arrival) {
        sql.sql("delete from archive_chunk where stored_on = ? and submission_id = ?")
                .params(arrival.day(), arrival.id())
                .update();
    }

    DataKey key(byte[] archiveKey, UUID submission) {
        return keyring.open(archiveKey, submission.toString());
    }

    static byte[] sha256(byte[]... parts) {
        MessageDigest digest = sha256();
        Arrays.stream(parts).forEach(digest::update);
        return digest.digest();
    }

    /**
     * Two nodes may want the day's partition at once: one makes it, under a lock that only this uses. In a
     * transaction of its own, for it locks the whole archive, and a transfer may take long.
     */
    private void ensurePartition(LocalDate day) {
        String name = "archive_chunk_" + day.toString().replace('-', '_');
        boolean there = sql.sql("select to_regclass(?) is not null")
                .param(name)
                .query(Boolean.class)
                .single();
        if (!there) {
            ownTransaction.executeWithoutResult(status -> makePartition(name, day));
        }
    }

    private void makePartition(String name, LocalDate day) {
        sql.sql("select pg_advisory_xact_lock(hashtextextended('archive partition', 0))")
                .query()
                .listOfRows();
        sql.sql("create table if not exists %s partition of archive_chunk for values from ('%s') to ('%s')"
                        .formatted(name, day, day.plusDays(1)))
                .update();
    }

    private static String place(int chunk) {
        return "chunk " + chunk;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
