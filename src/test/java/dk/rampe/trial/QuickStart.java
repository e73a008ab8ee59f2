package dk.rampe.trial;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * How a hub is started again and again in little time: all classes in jars, read from an archive that the first one
 * leaves behind (JEP 350). What the hub does is the same.
 *
 * @param archive of the virtual machine
 * @param classes a list, to make an archive of; without it, the hub makes its own
 */
record QuickStart(String classPath, Path archive, Optional<Path> classes) {

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
        return new QuickStart(String.join(File.pathSeparator, jars), folder.resolve("classes.jsa"), Optional.empty());
    }

    /** Of an archive that takes 20 s to make, and saves a tenth more of each start: for hundreds of them. */
    QuickStart forHundreds() {
        return new QuickStart(classPath, archive, Optional.of(archive.resolveSibling("classes.list")));
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
        String noted = classes.map(list -> "-XX:DumpLoadedClassList=" + list).orElse("-XX:+RecordDynamicDumpInfo");
        return List.of(
                Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : noted, "-Xshare:auto", "-Xlog:disable");
    }

    /** Leaves the archive of the classes that a hub has loaded which runs, unless there is one. */
    void keep(HubProcess hub) throws IOException, InterruptedException {
        if (Files.exists(archive)) {
            return;
        }
        if (classes.isPresent()) {
            dump(classes.get());
        } else {
            run("jcmd", String.valueOf(hub.pid()), "VM.cds", "dynamic_dump", archive.toString());
        }
    }

    private void dump(Path list) throws IOException, InterruptedException {
        // the hub is in the middle of the last line
        List<String> lines = Files.readAllLines(list);
        Files.write(list, lines.subList(0, lines.size() - 1));
        run(
                "java",
                "-Xshare:dump",
                "-XX:+UseSerialGC",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                classPath);
    }

    private static void run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, Path.of(System.getProperty("java.home"), "bin", tool).toString());
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
