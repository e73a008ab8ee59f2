package dk.rampe.vault;

import dk.rampe.partner.HubSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

@Configuration(proxyBeanMethods = false)
class VaultConfiguration {

    /** The sandbox makes its own key file; elsewhere it is given, for a new one would orphan what is sealed. */
    @Bean
    Keyring keyring(HubSettings settings, Environment environment, Clock clock) {
        Path file = settings.vault().keyFile();
        if (file == null) {
            throw new IllegalStateException("rampe.vault.key-file is missing");
        }
        boolean sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
        Keys keys = sandbox && Files.notExists(file) ? KeyFile.create(file, clock.instant()) : KeyFile.read(file);
        return new Keyring(file, keys);
    }

    @Bean
    WrappedKeys participationKeys() {
        return Vault.KEYS;
    }

    @Bean
    KeyedHashes personHashes() {
        return Persons.HASHES;
    }
}
