package dk.rampe.submission;

import dk.rampe.mapping.UnreadableSubmission;
import dk.rampe.vault.DataKey;
import dk.rampe.vault.Keyring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Every submission as it came, sealed chunk by chunk with a key of its own. At no time is more than one chunk in
 * memory. Partitioned by day, so that old days are dropped whole.
 */
@Component
class Archive {

    static final int CHUNK = 1 << 20;

    /** 100 bytes a second: a partner that is slower is as good as away. */
    private static final Duration SLOWEST_CHUNK = Duration.ofHours(3);

    private final JdbcClient sql;
    private final Keyring keyring;
    private final ArchiveDays days;

    Archive(JdbcClient sql, Keyring keyring, ArchiveDays days) {
        this.sql = sql;
        this.keyring = keyring;
        this.days = days;
    }

    /** @param key wrapped, for the ledger; @param identity SHA-256 of the content */
    record Stored(byte[] key, long size, byte[] identity) {}

    /**
     * Makes today's partition, if it is yet to be made. For who writes in a transaction while many others do: the
     * partition takes a second connection, and together they could hold them all.
     */
    void prepare(Instant at) {
        days.ensure(Ledger.day(at));
    }

    Stored write(Arrival arrival, InputStream content) throws IOException {
        days.ensure(arrival.day());
        Keyring.WrappedKey key = keyring.newKey(arrival.id().toString());
        MessageDigest sha256 = sha256();
        DigestInputStream in = new DigestInputStream(content, sha256);
        long size = 0;
        int number = 0;
        byte[] chunk = in.readNBytes(CHUNK);
        boolean isLong = chunk.length == CHUNK;
        if (isLong) {
            mayRest(SLOWEST_CHUNK);
        }
        for (; chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
            sql.sql("insert into archive_chunk (stored_on, submission_id, chunk, sealed) values (?, ?, ?, ?)")
                    .params(arrival.day(), arrival.id(), number, key.key().seal(chunk, place(number)))
                    .update();
            size += chunk.length;
            number++;
        }
        if (isLong) {
            mayRest(null);
        }
        // a transfer may take as long as a rotation of the keys
        return new Stored(keyring.rewrap(key.wrapped(), arrival.id().toString()), size, sha256.digest());
    }

    /**
     * A transaction that waits for a slow partner's next chunk holds up nobody. Once all of it is here it must end as
     * soon as any other.
     *
     * @param rest how long it may do nothing; null: as long as the connection's settings say
     */
    private void mayRest(Duration rest) {
        String setting = "set local idle_in_transaction_session_timeout ";
        sql.sql(rest == null ? setting + "to default" : setting + "= " + rest.toMillis())
                .update();
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

    /** @param size bytes of the copy */
    record Rewritten(Keyring.WrappedKey key, long size) {}

    /** Passes a copy's content on, without what is to go from it. */
    interface Copying {
        void copy(InputStream content, OutputStream to) throws IOException, UnreadableSubmission;
    }

    /**
     * Writes a copy anew, sealed with a new key; the old one goes. Joins the caller's transaction, in which the caller
     * puts the new key where the old one stood.
     */
    Rewritten rewrite(Submission submission, Copying copying) throws IOException, UnreadableSubmission {
        Keyring.WrappedKey key = keyring.newKey(submission.id().toString());
        AtomicLong size = new AtomicLong();
        // the new chunks are counted downwards from -1 until the old ones are gone
        try (ChunkOutput to = new ChunkOutput(CHUNK, (number, chunk) -> {
                    size.addAndGet(chunk.length);
                    sql.sql("insert into archive_chunk (stored_on, submission_id, chunk, sealed) values (?, ?, ?, ?)")
                            .params(
                                    submission.storedOn(),
                                    submission.id(),
                                    -1 - number,
                                    key.key().seal(chunk, place(number)))
                            .update();
                });
                InputStream content = read(submission)) {
            copying.copy(content, to);
        }
        sql.sql("delete from archive_chunk where stored_on = ? and submission_id = ? and chunk >= 0")
                .params(submission.storedOn(), submission.id())
                .update();
        sql.sql("update archive_chunk set chunk = -1 - chunk where stored_on = ? and submission_id = ?")
                .params(submission.storedOn(), submission.id())
                .update();
        return new Rewritten(key, size.get());
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
