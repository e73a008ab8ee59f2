package dk.rampe.trial;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * Odder's part in putting workbooks into its drop box. When a line breaks it looks whether its file is there under its own
 * name, or asks whether it has come, before it puts it there once more. What it has been laid the sandbox's Odder fetches.
 */
final class OdderUploads {

    private static final String TRIALS = "proeve";
    private static final int PATIENCE_MILLIS = 10_000;

    private final Surroundings at;
    private final Path home;

    private OdderUploads(Surroundings at) {
        this.at = at;
        this.home = at.neighbour("odder");
    }

    /** @param folder of the account */
    static void owe(Surroundings at, String folder, String name, byte[] workbook) throws IOException {
        Path owed =
                Files.createDirectories(at.neighbour("odder").resolve("owed").resolve(folder));
        Files.write(owed.resolve(name), workbook);
    }

    static boolean areMade(Surroundings at) throws IOException {
        return new OdderUploads(at).owed().isEmpty();
    }

    /** Goes on where it was; a hub that is not there, or fails, is tried again another time. */
    static void tryOn(Surroundings at) throws IOException {
        OdderUploads uploads = new OdderUploads(at);
        if (uploads.owed().isEmpty()) {
            return;
        }
        try {
            Session session = uploads.login();
            try {
                ChannelSftp account = (ChannelSftp) session.openChannel("sftp");
                account.connect(PATIENCE_MILLIS);
                for (Path file : uploads.owed()) {
                    uploads.deliver(account, file);
                }
            } finally {
                session.disconnect();
            }
        } catch (JSchException | SftpException e) {
            // another time
        }
    }

    /** What lies in the account of a hub that is gone. */
    static void forget(Surroundings at) throws IOException {
        FileSystemUtils.deleteRecursively(at.folder().resolve("dropbox/odder"));
    }

    private List<Path> owed() throws IOException {
        Path owed = home.resolve("owed");
        if (Files.notExists(owed)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(owed)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Session login() throws JSchException, IOException {
        Properties connections = new Properties();
        try (InputStream in = Files.newInputStream(at.connections())) {
            connections.load(in);
        }
        Path keys = at.folder().resolve("hub/keys");
        JSch jsch = new JSch();
        jsch.addIdentity(keys.resolve("odder.account").toString());
        jsch.setKnownHosts(keys.resolve("odder.known_hosts").toString());
        int port = Integer.parseInt(connections.getProperty("rampe.dropbox.port"));
        Session session = jsch.getSession("odder", connections.getProperty("rampe.dropbox.address"), port);
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("PreferredAuthentications", "publickey");
        session.setDaemonThread(true);
        session.connect(PATIENCE_MILLIS);
        session.setTimeout(PATIENCE_MILLIS);
        return session;
    }

    private void deliver(ChannelSftp account, Path file) throws SftpException, IOException {
        String folder = file.getParent().getFileName().toString();
        String name = file.getFileName().toString();
        boolean delivered =
                folder.equals(TRIALS) ? fetchAnswers(account, name) : isThere(account, folder, name) || hasCome(name);
        if (delivered) {
            Files.delete(file);
        } else if (!isThere(account, folder, name)) {
            String draft = folder + "/" + name + ".filepart";
            account.put(file.toString(), draft);
            account.rename(draft, folder + "/" + name);
        }
    }

    private static boolean isThere(ChannelSftp account, String folder, String name) throws SftpException {
        return account.ls(folder).stream().anyMatch(entry -> entry.getFilename().equals(name));
    }

    private boolean hasCome(String name) {
        return at.sql()
                        .sql("select count(*) from submission where partner = 'odder' and name = ?")
                        .param(name)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** @return whether both are there: a workbook and a text */
    private boolean fetchAnswers(ChannelSftp account, String tried) throws SftpException, IOException {
        List<String> answers = account.ls(TRIALS).stream()
                .map(ChannelSftp.LsEntry::getFilename)
                .filter(name -> name.startsWith(tried + ".kvittering."))
                .toList();
        if (answers.size() < 2 || isThere(account, TRIALS, tried)) {
            return false;
        }
        for (String answer : answers) {
            account.get(
                    TRIALS + "/" + answer,
                    Files.createDirectories(home.resolve(TRIALS))
                            .resolve(answer)
                            .toString());
        }
        return true;
    }
}
