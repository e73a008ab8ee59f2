package dk.rampe.sandbox;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder whose files, if their names are agreed, are put into an account in the hub's drop box as clients like WinSCP
 * do it, and then moved to {@code sent/}. A kill before the move sends the file again, which is harmless.
 *
 * @param home of the partner; the folder is called the same here and there
 * @param agreed null: the partner is only told
 */
record WeeklyFiles(Path home, NeighbourSettings.Collect agreed) {

    private static final String PART = ".filepart";

    void put(ChannelSftp account) throws IOException, SftpException {
        if (agreed == null) {
            return;
        }
        Path folder = home.resolve(agreed.folder());
        for (Path file : SettledFiles.in(folder, agreed::isAgreed)) {
            String name = agreed.folder() + "/" + file.getFileName();
            account.put(file.toString(), name + PART);
            account.rename(name + PART, name);
            Files.move(
                    file,
                    Files.createDirectories(folder.resolve("sent")).resolve(file.getFileName()),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
