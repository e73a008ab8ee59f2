package dk.rampe.outcome;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** All rows of a release, group by group: those that it moves and those that it repeats. */
final class Picture {

    private final Map<String, Map<RowGroup, Showing>> municipalities = new TreeMap<>();
    private final Map<RowGroup, Showing> project = new EnumMap<>(RowGroup.class);

    static Picture of(Collection<Showing> showings) {
        Picture picture = new Picture();
        showings.forEach(picture::put);
        return picture;
    }

    void put(Showing showing) {
        Map<RowGroup, Showing> groups = showing.isOfProject()
                ? project
                : municipalities.computeIfAbsent(showing.scope(), none -> new EnumMap<>(RowGroup.class));
        groups.put(showing.group(), showing);
    }

    /** By code, then PROJECT. */
    List<String> scopes() {
        return Stream.concat(municipalities.keySet().stream(), Stream.of(Outcome.PROJECT))
                .toList();
    }

    Collection<String> municipalities() {
        return municipalities.keySet();
    }

    /** Null where nothing was shown yet. */
    Showing of(String scope, RowGroup group) {
        return scope.equals(Outcome.PROJECT)
                ? project.get(group)
                : municipalities.getOrDefault(scope, Map.of()).get(group);
    }

    /** What PROJECT is the sum of. */
    List<Showing> parts(RowGroup group) {
        return municipalities.values().stream().map(groups -> groups.get(group)).toList();
    }

    List<Showing> all() {
        return Stream.concat(municipalities.values().stream(), Stream.of(project))
                .flatMap(groups -> groups.values().stream())
                .toList();
    }

    Map<String, UUID> releasesOf(RowGroup group) {
        Map<String, UUID> releases = new LinkedHashMap<>();
        parts(group).forEach(part -> releases.put(part.scope(), part.release()));
        return releases;
    }
}
