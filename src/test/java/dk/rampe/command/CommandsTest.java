package dk.rampe.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CommandsTest {

    @Test
    void helpListsTheCommands() {
        Run run = Run.of(greet(arguments -> Exit.DONE), "help");
        assertThat(run.exit().code()).isZero();
        assertThat(run.result()).contains("greet <whom> [--how <way>]", "says a word");
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheList() {
        Run run = Run.of(greet(arguments -> Exit.DONE), "gret", "you");
        assertThat(run.exit().code()).isEqualTo(2);
        assertThat(run.result()).isEmpty();
        assertThat(run.remarks()).contains("no command 'gret'", "greet <whom>");
    }

    @Test
    void aCommandGetsItsWordsAndOptionsInBothSpellings() {
        Run run = Run.of(
                greet(arguments -> {
                    assertThat(arguments.words()).containsExactly("you");
                    assertThat(arguments.required("how")).isEqualTo("a=b");
                    return Exit.REFUSED;
                }),
                "greet",
                "--how=a=b",
                "you");
        assertThat(run.exit().code()).isEqualTo(1);
        assertThat(Run.of(greet(arguments -> Exit.DONE), "greet", "you", "--how", "so")
                        .exit())
                .isEqualTo(Exit.DONE);
    }

    @Test
    void misuseIsAnsweredWithTheUsage() {
        Command greet = greet(arguments -> {
            arguments.requireWords(1);
            return Exit.DONE;
        });
        assertMisuse(Run.of(greet, "greet"), "missing");
        assertMisuse(Run.of(greet, "greet", "a", "b"), "too much");
        assertMisuse(Run.of(greet, "greet", "a", "--why", "b"), "no option --why");
        assertMisuse(Run.of(greet, "greet", "a", "--how"), "--how needs a value");
        assertMisuse(Run.of(greet, "greet", "a", "--how", "b", "--how=c"), "--how is given twice");
    }

    @Test
    void whatNobodyForesawTellsWhereButNotWhat() {
        Run run = Run.of(
                greet(arguments -> {
                    throw new IllegalStateException("0101010101");
                }),
                "greet",
                "you");
        assertThat(run.exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(run.remarks())
                .contains("IllegalStateException", "CommandsTest")
                .doesNotContain("0101010101");
    }

    private static void assertMisuse(Run run, String why) {
        assertThat(run.exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(run.remarks()).contains(why, "Usage: greet <whom>");
    }

    private static Command greet(Function<Arguments, Exit> work) {
        return new Command() {
            @Override
            public String name() {
                return "greet";
            }

            @Override
            public String usage() {
                return "<whom> [--how <way>]";
            }

            @Override
            public String purpose() {
                return "says a word";
            }

            @Override
            public Set<String> options() {
                return Set.of("how");
            }

            @Override
            public Exit run(Arguments arguments, Output output) {
                return work.apply(arguments);
            }
        };
    }
}
