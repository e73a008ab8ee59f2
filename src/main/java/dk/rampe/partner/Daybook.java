package dk.rampe.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What the hub has told others, noted outside its database: so that a database that is restored from a back-up can be
 * told from one that is complete, and what it lacks can be named. Ids and names of files; nothing of their content. A
 * file for each day and node, kept for as long as a back-up is likely to be.
 *
 * <p>Written after a commit and before the sender has its answer, so that whatever has been acknowledged is here. It
 * outlives a kill of the hub; it is not forced to the disk line by line. A daybook that cannot be written stops nothing.
 */
@Component
public class Daybook {

    private static final Logger LOG = LoggerFactory.getLogger(Daybook.class);
    private static final Duration KEPT = Duration.ofDays(40);
    private static final String ENDING = ".daybook";

    /** Of files from before a restore that has been noticed. */
    private static final String EARLIER = ".earlier";

    private static final Pattern NAME =
            Pattern.compile(".*" + Pattern.quote(ENDING) + "(" + Pattern.quote(EARLIER) + ")?");

    private final Optional<Path> folder;
    private final Clock clock;
    private final String node = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicBoolean failed = new AtomicBoolean();
    private LocalDate day;

    Daybook(HubSettings settings, Clock clock) {
        this.folder = Optional.ofNullable(settings.folders())
                .map(HubSettings.Folders::daybook)
                .filter(path -> !path.isBlank())
                .map(Path::of);
        this.clock = clock;
        if (folder.isEmpty()) {
            LOG.info("no daybook is kept: after a restore the hub could not name what its database lacks");
        }
    }

    /** When the caller's transaction is committed; at once where there is none. */
    public void note(DaybookEntry.What what, String partner, UUID id, String identity, String name) {
        if (folder.isEmpty()) {
            return;
        }
        DaybookEntry entry = new DaybookEntry(clock.instant(), what, partner, id, identity, name);
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            write(entry);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                write(entry);
            }
        });
    }

    private synchronized void write(DaybookEntry entry) {
        LocalDate today = LocalDate.ofInstant(entry.at(), ZoneOffset.UTC);
        Path file = folder.orElseThrow().resolve(today + "-" + node + ENDING);
        try {
            if (!today.equals(day)) {
                Files.createDirectories(file.getParent());
                forgetOld(file.getParent(), entry.at());
                day = today;
            }
            Files.writeString(file, entry.line(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            failed.set(false);
        } catch (IOException e) {
            if (failed.compareAndSet(false, true)) {
                LOG.warn(
                        "the daybook cannot be written, the hub goes on ({})",
                        e.getClass().getSimpleName());
            }
        }
    }

    private static void forgetOld(Path folder, Instant now) throws IOException {
        for (Path file : files(folder)) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT))) {
                Files.delete(file);
            }
        }
    }

    /** What is noted since a restore was last noticed, of all nodes whose files are here. */
    public List<DaybookEntry> entries() {
        return readAll(current());
    }

    /** A restore has been noticed, and what follows from it is committed: it is not to be noticed again. */
    public void restoreNoticed() {
        try {
            for (Path file : current()) {
                Files.move(file, file.resolveSibling(file.getFileName() + EARLIER));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> current() {
        return folder.map(Daybook::files).orElse(List.of()).stream()
                .filter(file -> file.toString().endsWith(ENDING))
                .toList();
    }

    /** @param folder with files of one node or of several; those from before a restore too */
    public static List<DaybookEntry> read(Path folder) {
        return readAll(files(folder));
    }

    private static List<DaybookEntry> readAll(List<Path> files) {
        Stream.Builder<DaybookEntry> entries = Stream.builder();
        try {
            for (Path file : files) {
                for (String line : Files.readAllLines(file)) {
                    DaybookEntry.read(line).ifPresent(entries);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries.build().sorted(Comparator.comparing(DaybookEntry::at)).toList();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
