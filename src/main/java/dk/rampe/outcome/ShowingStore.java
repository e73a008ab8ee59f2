package dk.rampe.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code release_showing}. Its callers have taken the role. */
final class ShowingStore {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;

    ShowingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID release, List<Showing> moved) {
        for (Showing showing : moved) {
            jdbc.sql("""
                            insert into release_showing
                                (release_id, scope, rows, as_of, known, persons, points, hidden, parts)
                            values (:release, :scope, :rows, :asOf, :known, :persons::jsonb, :points::jsonb, :hidden, :parts::jsonb)
                            """)
                    .param("release", release)
                    .param("scope", showing.scope())
                    .param("rows", showing.group().name())
                    .param("asOf", showing.asOf())
                    .param("known", showing.known())
                    .param("persons", json(persons(showing)))
                    .param("points", json(showing.counts().sums()))
                    .param(
                            "hidden",
                            showing.hidden().stream().map(Figure::name).sorted().toArray(String[]::new))
                    .param("parts", json(showing.parts()))
                    .update();
        }
    }

    /** Of all releases of the programme before that one, in the order in which they were made. */
    List<Showing> before(String programme, long number) {
        return jdbc.sql("""
                        select s.*
                        from release_showing s
                        join release r on r.id = s.release_id
                        where r.programme = :programme and r.number < :number
                        order by r.number, s.scope, s.rows
                        """)
                .param("programme", programme)
                .param("number", number)
                .query((row, i) -> read(row))
                .list();
    }

    private static Map<Figure, Integer> persons(Showing showing) {
        Map<Figure, Integer> persons = new TreeMap<>();
        showing.group().figures().forEach(figure -> persons.put(figure, showing.of(figure)));
        return persons;
    }

    private static Showing read(ResultSet row) throws SQLException {
        BaseCounts counts = new BaseCounts();
        read(row, "persons", new TypeReference<Map<Figure, Integer>>() {}).forEach(counts::add);
        read(row, "points", new TypeReference<Map<Scale, BaseCounts.Sums>>() {}).forEach(counts::add);
        Set<Figure> hidden = EnumSet.noneOf(Figure.class);
        Arrays.stream((String[]) row.getArray("hidden").getArray())
                .map(Figure::valueOf)
                .forEach(hidden::add);
        return new Showing(
                row.getString("scope"),
                RowGroup.valueOf(row.getString("rows")),
                row.getObject("release_id", UUID.class),
                row.getObject("as_of", LocalDate.class),
                row.getLong("known"),
                counts,
                hidden,
                new TreeMap<>(read(row, "parts", new TypeReference<Map<String, UUID>>() {})));
    }

    private static <T> T read(ResultSet row, String column, TypeReference<T> type) throws SQLException {
        try {
            return JSON.readValue(row.getString(column), type);
        } catch (JsonProcessingException e) {
            throw new SQLException("release_showing." + column + " cannot be read", e);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
