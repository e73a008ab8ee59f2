package dk.rampe.vault;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Unwraps what an older key has wrapped, and wraps it with the one that writes. */
final class Rewrapping implements Renewal {

    private final WrappedKeys place;
    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Keyring keyring;

    Rewrapping(WrappedKeys place, JdbcTemplate jdbc, TransactionTemplate transaction, Keyring keyring) {
        this.place = place;
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.transaction = transaction;
        this.keyring = keyring;
    }

    private record Row(UUID owner, byte[] wrapped) {}

    private record Rewrapped(Row row, byte[] wrapped) {}

    @Override
    public String what() {
        return "keys of " + place.what();
    }

    @Override
    public long left() {
        byte[][] older = older();
        return older.length == 0
                ? 0
                : sql.sql(place.in("select count(*) from {table} where substring({wrapped} from 1 for 5) = any(?)"))
                        .param(older)
                        .query(Long.class)
                        .single();
    }

    @Override
    public List<UUID> next(UUID after, int atMost) {
        byte[][] older = older();
        return older.length == 0
                ? List.of()
                : sql.sql(place.in("""
                                select {owner} from {table}
                                where {owner} > ? and substring({wrapped} from 1 for 5) = any(?)
                                order by {owner} limit ?"""))
                        .params(after, older, atMost)
                        .query(UUID.class)
                        .list();
    }

    @Override
    public Renewed renew(Collection<UUID> owners) {
        return transaction.execute(status -> {
            Set<UUID> unopened = new HashSet<>();
            List<Rewrapped> rewrapped = new ArrayList<>();
            for (Row row : hold(owners)) {
                try {
                    rewrapped.add(new Rewrapped(
                            row, keyring.rewrap(row.wrapped(), row.owner().toString())));
                } catch (IllegalStateException e) {
                    unopened.add(row.owner());
                }
            }
            jdbc.batchUpdate(
                    place.in("update {table} set {wrapped} = ? where {owner} = ? and {wrapped} = ?"),
                    rewrapped,
                    500,
                    (statement, one) -> {
                        statement.setBytes(1, one.wrapped());
                        statement.setObject(2, one.row().owner());
                        statement.setBytes(3, one.row().wrapped());
                    });
            return new Renewed(rewrapped.size(), unopened);
        });
    }

    /** What another node is busy with is left to it. */
    private List<Row> hold(Collection<UUID> owners) {
        return sql.sql(place.in("""
                        select {owner}, {wrapped} from {table}
                        where {owner} = any(?) and substring({wrapped} from 1 for 5) = any(?)
                        for no key update skip locked"""))
                .params(owners.toArray(UUID[]::new), older())
                .query((row, i) -> new Row(row.getObject(1, UUID.class), row.getBytes(2)))
                .list();
    }

    /** What begins a value that was wrapped with one of them: a version and the key's id. */
    private byte[][] older() {
        return keyring.keys().older(Keyset.WRAPPING).stream()
                .map(id -> ByteBuffer.allocate(5)
                        .put((byte) 1)
                        .putInt(id.intValue())
                        .array())
                .toArray(byte[][]::new);
    }
}
