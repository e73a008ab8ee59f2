package dk.rampe.channel.dropbox;

import dk.rampe.channel.dropbox.Uploads.Place;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What becomes of the files that partners put into their accounts. Called from the routes. */
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
                Account account = new Account(id, partners.get(id), settings.dropbox());
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
        boolean taken = false;
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
            taken = true;
        } finally {
            its.end(place, taken);
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
            account.put(place.folder(), answer.name(), answer.content());
        }
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
        remove(
                account,
                account.folders(),
                clock.instant().minus(account.partner().dropbox().keep()));
    }

    /** What was only tried, and what was never finished: nobody knows whose cases are in there. */
    void clearUnknown(String partner) throws IOException {
        Account account = accounts.get(partner);
        remove(account, account.forUploads(), Instant.MAX);
    }

    private void remove(Account account, Set<String> folders, Instant before) throws IOException {
        Uploads its = uploads.get(account.id());
        for (String folder : folders) {
            for (String name : names(account.id(), folder)) {
                Place place = new Place(folder, name);
                if (isOlder(its.file(place), before)) {
                    its.removeIfNobodyNeedsIt(place);
                }
            }
        }
    }

    private static boolean isOlder(Path file, Instant time) throws IOException {
        return Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isBefore(time);
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
