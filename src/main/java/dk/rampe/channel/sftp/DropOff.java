package dk.rampe.channel.sftp;

import static java.util.Comparator.comparing;

import dk.rampe.channel.NameTaken;
import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Parcel.PostedFile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.component.file.GenericFileOperationFailedException;

/**
 * Puts a parcel into a partner's folder so that nothing is ever seen half-written and sending again does no harm: look
 * first, write under a temporary name, check what arrived, rename; what makes a file complete comes last.
 *
 * <p>Each try has temporary names of its own: a node that was held up for so long that another one took over may go on
 * at any step, and neither may put in place what the other is still writing. The later try clears away what earlier
 * ones left, so that theirs cannot be put in place any more.
 */
final class DropOff {

    private static final String TEMPORARY = ".rampe-";

    private final RemoteFolder remote;
    private final long attempt;

    /** @param attempt a later try of the same parcel has a higher number, from 1 */
    DropOff(RemoteFolder remote, long attempt) {
        this.remote = remote;
        this.attempt = attempt;
    }

    /** @throws NameTaken when a file of somebody else's has one of the names; then nothing has been written */
    void put(Parcel parcel) {
        if (parcel.bundle() == null) {
            List<PostedFile> missing = parcel.files().stream()
                    .filter(file -> !isThere(file, parcel))
                    .toList();
            missing.forEach(file -> putFile(parcel.folder(), file));
        } else {
            putBundle(parcel);
        }
    }

    private boolean isThere(PostedFile file, Parcel parcel) {
        Optional<byte[]> there = remote.read(parcel.folder() + '/' + file.name(), file.content().length + 1);
        boolean same =
                there.filter(content -> Arrays.equals(content, file.content())).isPresent();
        if (there.isPresent() && !same && !file.replaces()) {
            throw new NameTaken(fileOf(file.name(), parcel));
        }
        return same;
    }

    /** A marker's name follows its file's. */
    private static String fileOf(String name, Parcel parcel) {
        return parcel.files().stream()
                .map(PostedFile::name)
                .filter(name::startsWith)
                .min(comparing(String::length))
                .orElseThrow();
    }

    private void putFile(String folder, PostedFile file) {
        String path = folder + '/' + file.name();
        String temporary = folder + '/' + temporary(file.name());
        leftBefore(folder, file.name()).forEach(left -> remote.delete(folder + '/' + left));
        remote.write(temporary, file.content());
        try {
            remote.rename(temporary, path);
        } catch (GenericFileOperationFailedException e) {
            if (!file.replaces() || !remote.has(temporary)) {
                throw e;
            }
            // not every server lets a rename replace
            remote.delete(path);
            remote.rename(temporary, path);
        }
    }

    /** A folder is complete when it has its name; one of that name is ours, for names are ids. */
    private void putBundle(Parcel parcel) {
        String path = parcel.folder() + '/' + parcel.bundle();
        if (remote.has(path)) {
            return;
        }
        String name = temporary(parcel.bundle());
        String temporary = parcel.folder() + '/' + name;
        // taken over, not deleted: whoever wrote it cannot put it in place while it is being emptied
        leftBefore(parcel.folder(), parcel.bundle()).stream()
                .findFirst()
                .ifPresent(left -> remote.rename(parcel.folder() + '/' + left, temporary));
        if (remote.has(path)) {
            return;
        }
        remote.makeFolder(parcel.folder(), name);
        remote.list(temporary).keySet().forEach(left -> remote.delete(temporary + '/' + left));
        parcel.files().forEach(file -> remote.write(temporary + '/' + file.name(), file.content()));
        remote.rename(temporary, path);
    }

    private String temporary(String name) {
        return TEMPORARY + attempt + '-' + name;
    }

    /** Temporary names of earlier tries that are still there; the first try has none before it and looks for none. */
    private List<String> leftBefore(String folder, String name) {
        if (attempt == 1) {
            return List.of();
        }
        Pattern left = Pattern.compile(Pattern.quote(TEMPORARY) + "(\\d{1,18})-" + Pattern.quote(name));
        return remote.names(folder).stream()
                .map(left::matcher)
                .filter(matcher -> matcher.matches() && Long.parseLong(matcher.group(1)) < attempt)
                .map(Matcher::group)
                .toList();
    }
}
