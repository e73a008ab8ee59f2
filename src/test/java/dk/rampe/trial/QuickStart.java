package dk.rampe.trial;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * How a hub is started again and again in little time: all classes in jars, read from an archive that the first one
 * leaves behind (JEP 350). What the hub does is the same.
 *
 * @param archive of the virtual machine
 */
record QuickStart(String classPath, Path archive) {

    /** @param first folders with classes that come before all others */
    static QuickStart in(Path folder, Path... first) throws IOException {
        List<String> jars = new ArrayList<>();
        Stream<String> all = Stream.concat(
                Stream.of(first).map(Path::toString),
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        for (String entry : all.toList()) {
            jars.add(
                    Files.isDirectory(Path.of(entry))
                            ? jar(Path.of(entry), folder.resolve("classes-" + jars.size() + ".jar"))
                            : entry);
        }
        return new QuickStart(String.join(File.pathSeparator, jars), folder.resolve("classes.jsa"));
    }

    private static String jar(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> !file.equals(classes)).forEach(file -> add(classes.relativize(file), file, out));
        }
        return jar.toString();
    }

    /** Folders too: Spring looks for components in them. */
    private static void add(Path name, Path file, JarOutputStream out) {
        try {
            boolean folder = Files.isDirectory(file);
            out.putNextEntry(new JarEntry(name.toString().replace(File.separatorChar, '/') + (folder ? "/" : "")));
            if (!folder) {
                Files.copy(file, out);
            }
            out.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the virtual machine. */
    List<String> options() {
        return List.of(
                Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-XX:+RecordDynamicDumpInfo",
                "-Xshare:auto",
                "-Xlog:disable");
    }

    /** Has a hub that runs leave the archive, unless there is one. */
    void keep(HubProcess hub) throws IOException, InterruptedException {
        if (Files.exists(archive)) {
            return;
        }
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(hub.pid()),
                        "VM.cds",
                        "dynamic_dump",
                        archive.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
