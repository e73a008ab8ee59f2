package dk.rampe.channel.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.delivery.GroundFloor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed copy of the OpenAPI document, which clients are generated from. */
class OpenApiDocumentTest {

    private static final Path COPY = Path.of("docs", "openapi.json");

    @Test
    void theCommittedCopyIsWhatTheHubServes() throws IOException {
        byte[] document = new OpenApi(GroundFloor.mappings(Path.of("mappings"))).document();
        if (Boolean.getBoolean("openapi.renew")) {
            Files.write(COPY, document);
        }
        assertThat(Files.readString(COPY))
                .as("docs/openapi.json is stale: mvn test -Dtest=OpenApiDocumentTest -Dopenapi.renew=true")
                .isEqualTo(new String(document, StandardCharsets.UTF_8));
    }
}
