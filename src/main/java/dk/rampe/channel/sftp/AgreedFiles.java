package dk.rampe.channel.sftp;

import dk.rampe.channel.sftp.RemoteFolder.Look;
import dk.rampe.partner.Partner.Collect;
import dk.rampe.partner.Partner.FileKind;
import dk.rampe.submission.Incoming;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that a partner's agreement knows, by name. A listing is the server's word: any other name is left alone.
 */
record AgreedFiles(String partner, Collect collect) {

    /** Would lead out of the folder, be a pattern to the SSH library, or break a line; whatever the agreement says. */
    private static final Pattern NEVER = Pattern.compile("[/\\\\*?\\p{Cntrl}]");

    /** @return what the ledger should know of it; nothing when no agreed kind has such a name */
    Optional<Incoming> incoming(String name, Look look, String sendersId) {
        if (NEVER.matcher(name).find()) {
            return Optional.empty();
        }
        for (Map.Entry<String, FileKind> kind : collect.files().entrySet()) {
            Matcher matcher = kind.getValue().pattern().matcher(name);
            if (matcher.matches()) {
                String stamp = kind.getValue().isStamped() ? matcher.group("stamp") : null;
                return Optional.of(new Incoming(
                        partner, "SFTP", kind.getKey(), name, look.size(), look.modified(), sendersId, stamp));
            }
        }
        return Optional.empty();
    }
}
