package dk.rampe.vault;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many rows need which key, counted in the database as it is now. */
public final class KeyNeeds {

    private final JdbcClient sql;
    private final List<WrappedKeys> wrapped;
    private final List<KeyedHashes> hashes;

    public KeyNeeds(JdbcClient sql, List<WrappedKeys> wrapped, List<KeyedHashes> hashes) {
        this.sql = sql;
        this.wrapped = wrapped;
        this.hashes = hashes;
    }

    /**
     * @param what for people, in the plural
     * @param key its id; null: the oldest look-up key there is
     * @param rows that need it, with those that cannot be made anew with another one
     */
    public record Need(Keyset keyset, String what, Long key, long rows, long cannotBeRemade) {}

    public List<Need> count() {
        List<Need> needs = new ArrayList<>();
        wrapped.forEach(place -> needs.addAll(sql.sql(place.in("""
                        select substring({wrapped} from 2 for 4), count(*) from {table}
                        where {wrapped} is not null group by 1 order by 1"""))
                .query((row, i) -> new Need(Keyset.WRAPPING, place.what(), id(row.getBytes(1)), row.getLong(2), 0))
                .list()));
        hashes.forEach(place -> needs.addAll(sql.sql(place.in("""
                        select {lookupKey}, count(*), count(*) filter (where {cannotBeRemade}) from {table}
                        where {hash} <> '' group by 1 order by 1"""))
                .query((row, i) -> new Need(
                        Keyset.LOOKUP, place.what(), row.getObject(1, Long.class), row.getLong(2), row.getLong(3)))
                .list()));
        return needs;
    }

    /**
     * Overwrites the hashes that older look-up keys have made and nobody can make anew: what they were made from is not
     * known again. Joins the caller's transaction.
     *
     * @return how many they were
     */
    public int giveUp(Keys keys) {
        return hashes.stream()
                .mapToInt(place -> sql.sql(place.in("""
                                update {table}
                                set {hash} = uuid_send(gen_random_uuid()), {lookupKey} = ?
                                where {hash} <> '' and ({lookupKey} is null or {lookupKey} = any(?))
                                    and ({cannotBeRemade})"""))
                        .params(
                                keys.writer(Keyset.LOOKUP),
                                keys.older(Keyset.LOOKUP).toArray(Long[]::new))
                        .update())
                .sum();
    }

    private static long id(byte[] bytes) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt());
    }
}
