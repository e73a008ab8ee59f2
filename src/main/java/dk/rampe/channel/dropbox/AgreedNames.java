package dk.rampe.channel.dropbox;

import dk.rampe.partner.Partner.Collect;
import dk.rampe.partner.Partner.FileKind;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names that a partner's files may have. */
final class AgreedNames {

    /** While a client such as WinSCP still writes it. */
    static final String PART = ".filepart";

    private static final int LONGEST = 150;
    private static final Pattern NEVER = Pattern.compile("^\\.|[/\\\\*?\\p{Cntrl}]");

    private AgreedNames() {}

    static boolean areOf(Collect collect, String name) {
        return kind(collect, name).isPresent();
    }

    static boolean mayBeWritten(Collect collect, String name) {
        return areOf(collect, name)
                || name.endsWith(PART) && areOf(collect, name.substring(0, name.length() - PART.length()));
    }

    static Optional<Map.Entry<String, FileKind>> kind(Collect collect, String name) {
        return name.length() > LONGEST || NEVER.matcher(name).find()
                ? Optional.empty()
                : collect.files().entrySet().stream()
                        .filter(kind -> kind.getValue().pattern().matcher(name).matches())
                        .findFirst();
    }
}
