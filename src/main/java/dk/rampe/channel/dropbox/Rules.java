package dk.rampe.channel.dropbox;

import dk.rampe.channel.dropbox.Uploads.Place;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.security.Principal;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/**
 * What may be done in an account: files of agreed names are written in the folders for them, what the hub has put there
 * is read and removed. No folders, no links, no rights.
 */
final class Rules implements SftpFileSystemAccessor, SftpEventListener {

    private static final int MAX_FILES = 500;

    private final Map<String, Uploads> uploads;
    private final Map<String, Account> accounts;

    Rules(Map<String, Account> accounts, Map<String, Uploads> uploads) {
        this.accounts = accounts;
        this.uploads = uploads;
    }

    @Override
    public SeekableByteChannel openFile(
            SftpSubsystemProxy subsystem,
            FileHandle fileHandle,
            Path file,
            String handle,
            Set<? extends OpenOption> options,
            FileAttribute<?>... attrs)
            throws IOException {
        Place place = place(file);
        if (!isWriting(options)) {
            return SftpFileSystemAccessor.super.openFile(subsystem, fileHandle, file, handle, options, attrs);
        }
        Account account = account(subsystem.getServerSession());
        mustBeForUploads(account, place);
        if (account.used() >= account.partner().dropbox().quota().toBytes() || files(account, place) >= MAX_FILES) {
            throw new FileSystemException(place.name(), null, "quota exceeded");
        }
        Uploads its = uploads.get(account.id());
        its.opening(place);
        try {
            return SftpFileSystemAccessor.super.openFile(subsystem, fileHandle, file, handle, options);
        } catch (IOException | RuntimeException e) {
            its.closed(place, false);
            throw e;
        }
    }

    @Override
    public void writing(
            ServerSession session,
            String remoteHandle,
            FileHandle localHandle,
            long offset,
            byte[] data,
            int dataOffset,
            int dataLen)
            throws IOException {
        if (offset + dataLen > account(session).partner().dropbox().largest().toBytes()) {
            throw new FileSystemException(localHandle.getFile().getFileName().toString(), null, "too large");
        }
    }

    @Override
    public void closed(ServerSession session, String remoteHandle, Handle localHandle, Throwable thrown)
            throws IOException {
        release(session, localHandle, thrown == null);
    }

    /** The line broke, or the client left without closing. */
    @Override
    public void exiting(ServerSession session, Handle localHandle) throws IOException {
        release(session, localHandle, false);
    }

    private void release(ServerSession session, Handle handle, boolean complete) throws IOException {
        if (handle instanceof FileHandle file && isWriting(file.getOpenOptions())) {
            uploads.get(session.getUsername()).closed(place(file.getFile()), complete);
        }
    }

    @Override
    public void renameFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
            throws IOException {
        Account account = account(subsystem.getServerSession());
        Place before = place(from);
        Place after = place(to);
        mustBeForUploads(account, before);
        mustBeForUploads(account, after);
        if (!before.folder().equals(after.folder())) {
            throw denied(after.name());
        }
        Uploads its = uploads.get(account.id());
        its.renaming(before, after);
        try {
            SftpFileSystemAccessor.super.renameFile(subsystem, from, to, options);
        } catch (IOException | RuntimeException e) {
            its.renamed(after, false);
            throw e;
        }
        its.renamed(after, true);
    }

    @Override
    public void removeFile(SftpSubsystemProxy subsystem, Path path, boolean isDirectory) throws IOException {
        Place place = place(path);
        if (isDirectory) {
            throw denied(place.name());
        }
        Account account = account(subsystem.getServerSession());
        if (account.forUploads().contains(place.folder())) {
            uploads.get(account.id()).removing(place);
        }
        SftpFileSystemAccessor.super.removeFile(subsystem, path, false);
    }

    @Override
    public void createDirectory(SftpSubsystemProxy subsystem, Path path) throws IOException {
        throw denied(String.valueOf(path.getFileName()));
    }

    @Override
    public void createLink(SftpSubsystemProxy subsystem, Path link, Path existing, boolean symLink) throws IOException {
        throw denied(String.valueOf(link.getFileName()));
    }

    @Override
    public void copyFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
            throws IOException {
        throw denied(String.valueOf(to.getFileName()));
    }

    /** Its length is what was written; another would be another file. */
    @Override
    public void modifyingAttributes(ServerSession session, Path path, Map<String, ?> attrs) throws IOException {
        if (attrs.containsKey("size")) {
            throw denied(String.valueOf(path.getFileName()));
        }
    }

    /** Clients ask for these after an upload, and give up when they are refused: nothing is done. */
    @Override
    public void setFilePermissions(
            SftpSubsystemProxy subsystem, Path file, Set<PosixFilePermission> rights, LinkOption... options) {}

    @Override
    public void setFileOwner(SftpSubsystemProxy subsystem, Path file, Principal owner, LinkOption... options) {}

    @Override
    public void setGroupOwner(SftpSubsystemProxy subsystem, Path file, Principal group, LinkOption... options) {}

    private Account account(ServerSession session) {
        return accounts.get(session.getUsername());
    }

    private static void mustBeForUploads(Account account, Place place) throws AccessDeniedException {
        boolean agreed = account.forUploads().contains(place.folder())
                && AgreedNames.mayBeWritten(account.partner().collect(), place.name());
        if (!agreed) {
            throw denied(place.name());
        }
    }

    private static int files(Account account, Place place) {
        String[] names = account.home().resolve(place.folder()).toFile().list();
        return names == null ? 0 : names.length;
    }

    /** An account has folders and files in them, nothing below. */
    private static Place place(Path path) throws AccessDeniedException {
        Path normal = path.toAbsolutePath().normalize();
        if (normal.getNameCount() != 2) {
            throw denied(String.valueOf(normal.getFileName()));
        }
        return new Place(normal.getName(0).toString(), normal.getName(1).toString());
    }

    private static AccessDeniedException denied(String name) {
        return new AccessDeniedException(name);
    }

    private static boolean isWriting(Set<? extends OpenOption> options) {
        return options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
    }
}
