package dk.rampe.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.submission.TestHub;
import dk.rampe.vault.KeyedHashes;
import dk.rampe.vault.WrappedKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A place that the command does not know of would lose its key. */
class KeyPlacesTest {

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void theCommandKnowsEveryPlaceThatTheHubKnows() {
        assertThat(hub.context().getBeansOfType(WrappedKeys.class).values())
                .containsExactlyInAnyOrderElementsOf(KeyRotation.WRAPPED);
        assertThat(hub.context().getBeansOfType(KeyedHashes.class).values())
                .containsExactlyInAnyOrderElementsOf(KeyRotation.HASHES);
    }
}
