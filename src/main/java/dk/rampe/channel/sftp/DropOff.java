package dk.rampe.channel.sftp;

import static java.util.Comparator.comparing;

import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Parcel.PostedFile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.camel.component.file.GenericFileOperationFailedException;

/**
 * Puts a parcel into a partner's folder so that nothing is ever seen half-written and sending again does no harm: look
 * first, write under a temporary name, check what arrived, rename; what makes a file complete comes last.
 */
final class DropOff {

    private static final String TEMPORARY = ".rampe-";

    private final RemoteFolder remote;

    DropOff(RemoteFolder remote) {
        this.remote = remote;
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
        String temporary = folder + '/' + TEMPORARY + file.name();
        remote.write(temporary, file.content());
        try {
            remote.rename(temporary, path);
        } catch (GenericFileOperationFailedException e) {
            if (!file.replaces()) {
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
        String temporary = parcel.folder() + '/' + TEMPORARY + parcel.bundle();
        remote.makeFolder(parcel.folder(), TEMPORARY + parcel.bundle());
        // what an earlier attempt left
        remote.list(temporary).keySet().forEach(name -> remote.delete(temporary + '/' + name));
        parcel.files().forEach(file -> remote.write(temporary + '/' + file.name(), file.content()));
        remote.rename(temporary, path);
    }
}
