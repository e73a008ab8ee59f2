package dk.rampe.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in memory that can be filled up; only root may make one. */
final class SmallDisk implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static boolean canBeMade() {
        return System.getProperty("user.name").equals("root")
                && System.getProperty("os.name").equals("Linux");
    }

    static SmallDisk mount(Path folder, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        run("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + megabytes + "m", "tmpfs", folder.toString());
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    long free() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** To the last byte. */
    void fill() throws IOException {
        try (var ballast = Files.newOutputStream(folder.resolve("ballast"))) {
            for (int size = CHUNK; size > 0; size /= 2) {
                try {
                    while (true) {
                        ballast.write(new byte[size]);
                    }
                } catch (IOException full) {
                    // a smaller piece may still fit
                }
            }
        }
    }

    void empty() throws IOException {
        Files.delete(folder.resolve("ballast"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", "--lazy", folder.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException(command[0] + " " + folderOf(command) + " failed");
        }
    }

    private static String folderOf(String... command) {
        return command[command.length - 1];
    }
}
