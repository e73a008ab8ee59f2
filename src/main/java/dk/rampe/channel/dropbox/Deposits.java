package dk.rampe.channel.dropbox;

import dk.rampe.channel.NameTaken;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Parcel.PostedFile;
import dk.rampe.delivery.Renderings;
import dk.rampe.delivery.StaleAccounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What the hub lays into partners' accounts, and what becomes of it when something is erased. One at a time, so that no
 * file that was rendered before an erasure is laid there after it. Called from the routes.
 */
@Component("deposits")
public class Deposits {

    private static final Logger LOG = LoggerFactory.getLogger(Deposits.class);

    private final DropBox dropBox;
    private final Renderings renderings;
    private final StaleAccounts stale;

    Deposits(DropBox dropBox, Renderings renderings, StaleAccounts stale) {
        this.dropBox = dropBox;
        this.renderings = renderings;
        this.stale = stale;
    }

    /** @throws NameTaken when there is another file of one of the names; then nothing has been written */
    public synchronized void lay(Delivery delivery) throws IOException {
        Account account = dropBox.accounts().get(delivery.partner());
        Parcel parcel = renderings.parcel(delivery);
        for (PostedFile file : parcel.files()) {
            Path there = account.home().resolve(parcel.folder()).resolve(file.name());
            if (!file.replaces() && Files.exists(there) && !isIn(there, file.content())) {
                throw new NameTaken(file.name());
            }
        }
        for (PostedFile file : parcel.files()) {
            account.put(parcel.folder(), file.name(), file.content());
        }
    }

    /** Makes files that were laid there what they would be if they were made now; does nothing unless something was erased. */
    public synchronized void renew(String partner) throws IOException {
        Optional<Instant> since = stale.since(partner);
        if (since.isEmpty()) {
            return;
        }
        dropBox.clearUnknown(partner);
        Account account = dropBox.accounts().get(partner);
        for (String folder : account.forDeposits()) {
            renew(account, folder);
        }
        stale.renewed(partner, since.get());
        LOG.info("{}: drop box written anew after an erasure", partner);
    }

    /** What no delivery is known of any more goes. */
    private void renew(Account account, String folder) throws IOException {
        Set<String> there = new HashSet<>(dropBox.names(account.id(), folder));
        Map<String, Delivery> sources = stale.sources(account.id(), there);
        Map<String, byte[]> now = new HashMap<>();
        for (Delivery delivery : Set.copyOf(sources.values())) {
            renderings.parcel(delivery).files().stream()
                    .filter(file -> delivery.equals(sources.get(file.name())))
                    .forEach(file -> now.put(file.name(), file.content()));
        }
        for (String name : there) {
            Path file = account.home().resolve(folder).resolve(name);
            if (!now.containsKey(name)) {
                Files.deleteIfExists(file);
            } else if (Files.exists(file) && !isIn(file, now.get(name))) {
                account.put(folder, name, now.get(name));
            }
        }
        Uploads.sync(account.home().resolve(folder));
    }

    private static boolean isIn(Path file, byte[] content) throws IOException {
        return Arrays.equals(Files.readAllBytes(file), content);
    }
}
