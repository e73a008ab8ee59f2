package dk.rampe.channel.dropbox;

import dk.rampe.channel.NameTaken;
import dk.rampe.channel.dropbox.Uploads.Place;
import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Parcel.PostedFile;
import dk.rampe.mapping.Mappings;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partner.FileKind;
import dk.rampe.partner.Partners;
import dk.rampe.submission.FileCheck;
import dk.rampe.submission.Incoming;
import dk.rampe.submission.Submissions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What becomes of the files in partners' accounts. Called from the routes. */
@Component("dropBox")
public class DropBox {

    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, Uploads> uploads = new HashMap<>();
    private final Submissions submissions;
    private final Mappings mappings;
    private final Clock clock;

    DropBox(Partners partners, HubSettings settings, Submissions submissions, Mappings mappings, Clock clock)
            throws IOException {
        this.submissions = submissions;
        this.mappings = mappings;
        this.clock = clock;
        if (settings.dropbox() != null) {
            for (String id : partners.with(Partner::dropbox)) {
                Account account = new Account(
                        id, partners.get(id), settings.dropbox().folder().resolve(id));
                account.makeFolders();
                accounts.put(id, account);
                uploads.put(id, new Uploads(account));
            }
        }
    }

    Map<String, Account> accounts() {
        return accounts;
    }

    Map<String, Uploads> uploads() {
        return uploads;
    }

    /** What its partner has closed, and left alone since. */
    public List<Place> ready(String partner) throws IOException {
        return uploads.get(partner).ready(Instant.now());
    }

    /** Stores a file, or answers one that is only tried; then it goes from its folder. */
    public void take(String partner, Place place) throws IOException {
        Uploads its = uploads.get(partner);
        if (!its.begin(place)) {
            return;
        }
        try {
            Account account = accounts.get(partner);
            Map.Entry<String, FileKind> kind =
                    AgreedNames.kind(account.partner().collect(), place.name()).orElseThrow();
            if (account.isTrial(place.folder())) {
                answer(account, kind.getKey(), place);
            } else {
                store(account, kind, place, its.isLeftOver(place));
            }
            its.remove(place);
        } finally {
            its.end(place);
        }
    }

    private void store(Account account, Map.Entry<String, FileKind> kind, Place place, boolean leftOver)
            throws IOException {
        Path file = uploads.get(account.id()).file(place);
        long size = Files.size(file);
        Instant written = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
        if (leftOver && submissions.hasTaken(account.id(), place.name(), size, written, () -> sha256(file))) {
            return;
        }
        var matcher = kind.getValue().pattern().matcher(place.name());
        String stamp = kind.getValue().isStamped() && matcher.matches() ? matcher.group("stamp") : null;
        try (InputStream content = Files.newInputStream(file)) {
            submissions.store(
                    new Incoming(account.id(), "DROPBOX", kind.getKey(), place.name(), size, written, null, stamp),
                    content);
        }
    }

    private void answer(Account account, String kind, Place place) throws IOException {
        FileCheck check = new FileCheck(account.id(), account.partner(), mappings, clock);
        for (PostedFile answer :
                check.check(kind, uploads.get(account.id()).file(place)).files()) {
            write(account, place.folder(), answer.name(), answer.content());
        }
    }

    /** @throws NameTaken when there is another file of one of the names; then nothing has been written */
    public void put(String partner, Parcel parcel) throws IOException {
        Account account = accounts.get(partner);
        for (PostedFile file : parcel.files()) {
            Path there = account.home().resolve(parcel.folder()).resolve(file.name());
            if (!file.replaces() && Files.exists(there) && !Arrays.equals(Files.readAllBytes(there), file.content())) {
                throw new NameTaken(file.name());
            }
        }
        for (PostedFile file : parcel.files()) {
            write(account, parcel.folder(), file.name(), file.content());
        }
    }

    /** Seen by the partner when it is complete, and not before. */
    private static void write(Account account, String folder, String name, byte[] content) throws IOException {
        Path draft = account.drafts().resolve(UUID.randomUUID().toString());
        Path target = account.home().resolve(folder).resolve(name);
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Uploads.sync(target.getParent());
    }

    /** Names in one of the partner's folders. */
    public List<String> names(String partner, String folder) throws IOException {
        try (Stream<Path> files = Files.list(accounts.get(partner).home().resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** What nobody has fetched, or finished writing, goes when its time is up. */
    public void clear(String partner) throws IOException {
        Account account = accounts.get(partner);
        Instant limit = Instant.now().minus(account.partner().dropbox().keep());
        for (String folder : account.folders()) {
            for (String name : names(partner, folder)) {
                Place place = new Place(folder, name);
                Path file = uploads.get(partner).file(place);
                boolean old = Files.exists(file)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(limit);
                if (old && !uploads.get(partner).isReady(place)) {
                    uploads.get(partner).remove(place);
                }
            }
        }
    }

    private static byte[] sha256(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] some = new byte[1 << 16];
            for (int count = content.read(some); count >= 0; count = content.read(some)) {
                digest.update(some, 0, count);
            }
            return digest.digest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
