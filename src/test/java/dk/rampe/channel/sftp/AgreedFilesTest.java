package dk.rampe.channel.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.channel.sftp.RemoteFolder.Look;
import dk.rampe.partner.Partner.Collect;
import dk.rampe.partner.Partner.FileKind;
import dk.rampe.partner.Partner.Ready;
import dk.rampe.submission.Incoming;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgreedFilesTest {

    private static final Look LOOK = new Look(7, 1_706_745_600_000L);

    @Test
    void aFileIsOfTheKindThatItsWholeNameMatches() {
        assertThat(agreed("RAMPE_(?<stamp>\\d{4})\\.xml").incoming("RAMPE_2024.xml", LOOK, "id"))
                .contains(new Incoming(
                        "norddjurs", "SFTP", "leverance", "RAMPE_2024.xml", 7L, LOOK.modified(), "id", "2024"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xRAMPE_2024.xml", "RAMPE_2024.xml.bak", "rampe_2024.XML", "RAMPE_2024.xml\n", ""})
    void aNameThatIsNotWhollyOfAKindIsNotAgreed(String name) {
        assertThat(agreed("RAMPE_\\d{4}\\.xml").incoming(name, LOOK, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x.xml", "/etc/x.xml", "a\\b.xml", "*.xml", "a?.xml", "a\nb.xml", "a\u0000.xml"})
    void aNameThatMeansMoreThanAFileIsNotAgreedWhateverThePatternSays(String name) {
        assertThat(agreed("[\\s\\S]*").incoming(name, LOOK, null)).isEmpty();
    }

    private static AgreedFiles agreed(String pattern) {
        FileKind kind = new FileKind(Pattern.compile(pattern), List.of("referral"));
        Collect collect = new Collect(
                "til_sind", Duration.ofSeconds(1), Ready.MARKER, ".klar", null, null, Map.of("leverance", kind));
        return new AgreedFiles("norddjurs", collect);
    }
}
