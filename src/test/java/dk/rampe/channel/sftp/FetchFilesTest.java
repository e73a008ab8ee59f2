package dk.rampe.channel.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;

import dk.rampe.submission.Incoming;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchFilesTest {

    private static final String NAME = "henvisning_20240201_01.csv";

    @TempDir
    static Path folder;

    private static PartnerServer silkeborg;
    private static PartnerServer norddjurs;
    private static RunningRoutes routes;

    @BeforeAll
    static void start() throws Exception {
        silkeborg = new PartnerServer(folder.resolve("silkeborg"));
        norddjurs = new PartnerServer(folder.resolve("norddjurs"));
        silkeborg.reset("UD/behandlet", "IND");
        norddjurs.reset("til_sind", "fra_sind");
        routes = new RunningRoutes(Map.of("silkeborg", silkeborg, "norddjurs", norddjurs));
    }

    @AfterAll
    static void stop() throws Exception {
        routes.close();
        silkeborg.close();
        norddjurs.close();
    }

    @BeforeEach
    void forget() throws Exception {
        silkeborg.reset("UD/behandlet", "IND");
        norddjurs.reset("til_sind", "fra_sind");
        routes.forget();
    }

    @Test
    void aFileWithATriggerIsStoredThenMovedAside() throws Exception {
        silkeborg.put("UD/" + NAME, "Sagsnr;x");
        silkeborg.put("UD/" + NAME + ".trigger", Triggers.of(NAME, 8));
        await().until(() -> silkeborg.names("UD/behandlet").size() == 2);
        assertThat(silkeborg.names("UD")).containsExactly("behandlet");
        assertThat(silkeborg.names("UD/behandlet")).containsExactly(NAME, NAME + ".trigger");
        assertThat(routes.stored).singleElement().satisfies(one -> {
            assertThat(one.content()).asString(UTF_8).isEqualTo("Sagsnr;x");
            assertThat(one.incoming())
                    .isEqualTo(new Incoming("silkeborg", "SFTP", "henvisning", NAME, 8L, "SF-1", "20240201_01"));
        });
        assertThat(routes.logged()).isEmpty();
    }

    @Test
    void whenTheDatabaseIsAwayFileAndMarkerStayAndTheNextPollTakesThem() throws Exception {
        doThrow(new IllegalStateException("value of " + NAME))
                .when(routes.submissions)
                .store(any(), any());
        silkeborg.put("UD/" + NAME, "Sagsnr;x");
        silkeborg.put("UD/" + NAME + ".trigger", Triggers.of(NAME, 8));
        await().until(() -> routes.logged().size() >= 2);
        assertThat(silkeborg.names("UD")).containsExactly("behandlet", NAME, NAME + ".trigger");
        routes.logged().forEach(System.out::println);
        routes.forget();
        await().until(() -> silkeborg.names("UD/behandlet").size() == 2);
    }
}
