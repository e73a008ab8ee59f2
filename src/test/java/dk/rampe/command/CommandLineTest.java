package dk.rampe.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void withoutACommandTheHubStarts() {
        assertThat(Commands.areIn()).isFalse();
        assertThat(Commands.areIn("--spring.profiles.active=sandbox", "--server.port=0", "--debug"))
                .isFalse();
    }

    @Test
    void aCommandIsFoundBehindTheSettingsThatMavenPutsFirst() {
        CommandLine line = CommandLine.of("--spring.profiles.active=sandbox", "check", "silkeborg", "file.csv");
        assertThat(line.words()).containsExactly("check", "silkeborg", "file.csv");
        assertThat(line.settings()).containsExactly("--spring.profiles.active=sandbox");
    }

    @Test
    void behindACommandOnlyOptionsWithADotAreSettings() {
        CommandLine line = CommandLine.of("release", "--to=out.d", "--spring.datasource.url=jdbc:x", "--hub", "a.b");
        assertThat(line.words()).containsExactly("release", "--to=out.d", "--hub", "a.b");
        assertThat(line.settings()).containsExactly("--spring.datasource.url=jdbc:x");
    }

    @Test
    void whoAsksForHelpDoesNotStartTheHub() {
        assertThat(Commands.areIn("--help")).isTrue();
        assertThat(Commands.areIn("-h")).isTrue();
    }
}
