package dk.rampe.channel.sftp;

import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Parcel.PostedFile;
import java.util.Arrays;

/**
 * Puts a parcel into a partner's folder so that nothing is ever seen half-written and sending again does no harm: look
 * first, write under a temporary name, check the size, rename; what makes a file complete comes last.
 */
final class DropOff {

    private static final String TEMPORARY = ".rampe-";

    private final RemoteFolder remote;

    DropOff(RemoteFolder remote) {
        this.remote = remote;
    }

    /** @throws NameTaken when a file of somebody else's has one of the names */
    void put(Parcel parcel) {
        if (parcel.bundle() == null) {
            parcel.files().forEach(file -> putFile(parcel.folder(), file));
        } else {
            putBundle(parcel);
        }
    }

    private void putFile(String folder, PostedFile file) {
        String path = folder + '/' + file.name();
        String temporary = folder + '/' + TEMPORARY + file.name();
        boolean taken = remote.has(path);
        if (taken && isSame(path, file.content())) {
            return;
        }
        if (taken && !file.replaces()) {
            throw new NameTaken(file.name());
        }
        remote.write(temporary, file.content());
        if (taken) {
            // servers differ in whether a rename may replace
            remote.delete(path);
        }
        remote.rename(temporary, path);
    }

    /** A folder is complete when it has its name; one of that name is ours, for names are ids. */
    private void putBundle(Parcel parcel) {
        String path = parcel.folder() + '/' + parcel.bundle();
        String temporary = parcel.folder() + '/' + TEMPORARY + parcel.bundle();
        if (remote.has(path)) {
            return;
        }
        remote.makeFolder(temporary);
        parcel.files().forEach(file -> remote.write(temporary + '/' + file.name(), file.content()));
        remote.rename(temporary, path);
    }

    private boolean isSame(String path, byte[] content) {
        return Arrays.equals(remote.read(path, content.length + 1), content);
    }
}
