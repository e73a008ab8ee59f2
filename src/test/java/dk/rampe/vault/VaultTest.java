package dk.rampe.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dk.rampe.submission.TestHub;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VaultTest {

    private static final JsonNode PERSONAL =
            JsonNodeFactory.instance.objectNode().put("givenNames", "Opfundine");

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void whatIsPutInIsTakenOutForWhoeverIsNoted() {
        UUID participation = put(1, 2);
        assertThat(vault().open(participation, List.of(2L), "sind", "case")).isEqualTo(java.util.Map.of(2L, PERSONAL));
        vault().open(participation, List.of(1L, 2L), "operator anna", "follow-up");
        assertThat(hub.sql("select who || ': ' || purpose from vault.audit where participation_id = ? order by at")
                        .param(participation)
                        .query(String.class)
                        .list())
                .containsExactly("sind: case", "operator anna: follow-up");
    }

    @Test
    void anEntryMovedToAnotherEventOrParticipationDoesNotOpen() {
        UUID one = put(1);
        UUID other = put(2);
        hub.sql("update vault.entry set event_number = 3 where event_number = 1")
                .update();
        assertThatThrownBy(() -> vault().open(one, List.of(3L), "x", "y")).isInstanceOf(IllegalStateException.class);
        hub.sql("update vault.entry set participation_id = ? where event_number = 2")
                .param(one)
                .update();
        assertThatThrownBy(() -> vault().open(one, List.of(2L), "x", "y")).isInstanceOf(IllegalStateException.class);
        hub.sql(
                        "update vault.participation_key set wrapped = (select wrapped from vault.participation_key where participation_id = ?)")
                .param(one)
                .update();
        assertThatThrownBy(() -> vault().open(other, List.of(1L), "x", "y")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aDestroyedKeyTakesItsEntriesWithItAndNoOthers() {
        UUID erased = put(1, 2);
        UUID kept = put(3);
        hub.sql("delete from vault.participation_key where participation_id = ?")
                .param(erased)
                .update();
        assertThat(hub.count("vault.entry")).isEqualTo(1);
        assertThat(vault().open(erased, List.of(1L, 2L), "x", "y")).isEmpty();
        assertThat(vault().open(kept, List.of(3L), "x", "y")).hasSize(1);
    }

    @Test
    void anotherHubsKeyFileOpensNothing() throws Exception {
        byte[] wrapped = Keyring.generate().newKey("owner").wrapped();
        assertThatThrownBy(() -> hub.bean(Keyring.class).open(wrapped, "owner"))
                .isInstanceOf(IllegalStateException.class);
        byte[] ours = hub.bean(Keyring.class).newKey("owner").wrapped();
        assertThatThrownBy(() -> hub.bean(Keyring.class).open(ours, "another owner"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Keyring.generate().digest("person", "x"))
                .isNotEqualTo(hub.bean(Keyring.class).digest("person", "x"));
    }

    private static UUID put(long... events) {
        UUID participation = UUID.randomUUID();
        vault().put(java.util.Arrays.stream(events)
                .mapToObj(event -> new Vault.Entry(event, participation, PERSONAL))
                .toList());
        return participation;
    }

    private static Vault vault() {
        return hub.bean(Vault.class);
    }
}
