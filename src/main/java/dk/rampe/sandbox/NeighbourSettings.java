package dk.rampe.sandbox;

import dk.rampe.partner.Partner;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * As much of a partner's settings as it takes to play that partner. Read before the sandbox has filled in hosts and
 * ports, so {@code sftp}, {@code dropbox}, {@code soap}, {@code service} and {@code rest} still hold placeholders and only
 * say that there is a server, an account, a certificate, a service, or a key.
 */
record NeighbourSettings(
        Map<String, String> sftp,
        DropBox dropbox,
        Soap soap,
        Map<String, Object> service,
        Collect collect,
        Folder receipts,
        Folder status,
        Folder releases,
        Partner.Jms jms,
        Rest rest) {

    record Rest(Map<String, String> keys) {}

    record DropBox(Map<String, String> keys) {}

    record Soap(Map<String, String> certificates) {}

    record Folder(String folder) {}

    record Collect(String folder, String moveTo, Map<String, FileKind> files) {

        /** Whether a file of that name may be sent. */
        boolean isAgreed(String name) {
            return files.values().stream()
                    .anyMatch(kind -> kind.pattern().matcher(name).matches());
        }
    }

    record FileKind(Pattern pattern) {}

    static Map<String, NeighbourSettings> in(Environment environment) {
        return new TreeMap<>(Binder.get(environment)
                .bind("rampe.partners", Bindable.mapOf(String.class, NeighbourSettings.class))
                .orElse(Map.of()));
    }

    boolean hasServer() {
        return sftp != null && !sftp.isEmpty();
    }

    /** Shows a certificate when it calls; those with a password are not played. */
    boolean calls() {
        return soap != null && soap.certificates() != null;
    }

    /** Has a service that the hub tells statuses, and does no more with. */
    boolean isTold() {
        return service != null && service.containsKey("status") && !isPolled();
    }

    /** Has a service that the hub asks for what it has. */
    boolean isPolled() {
        return service != null && service.containsKey("poll");
    }

    /** The folders the agreement names, all of which the partner has made on its server. */
    Set<String> folders() {
        Set<String> folders = new LinkedHashSet<>();
        if (collect != null) {
            Stream.of(collect.folder, collect.moveTo).filter(Objects::nonNull).forEach(folders::add);
        }
        folders.addAll(fetched());
        return folders;
    }

    /** Those of them that the hub writes to. */
    List<String> fetched() {
        return Stream.of(receipts, status, releases)
                .filter(Objects::nonNull)
                .map(Folder::folder)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** How environment variables of a partner begin: {@code SILKEBORG} for {@code silkeborg}. */
    static String prefix(String partner) {
        return partner.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
