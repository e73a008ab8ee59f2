package dk.rampe.channel.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that list names meant to lead somewhere else. Silkeborg's file names are agreed to the letter; of Norddjurs'
 * this agreement says hardly anything, so that nothing but the hub's own care stands in the way.
 */
class HostileNamesTest {

    private static final String GOOD = "henvisning_20240201_01.csv";
    private static final String CONTENT = "Sagsnr;x";
    private static final List<String> NAMES = List.of(
            "../henvisning_20240201_02.csv",
            "../../etc/henvisning_20240201_03.csv",
            "/henvisning_20240201_04.csv",
            "/etc/henvisning_20240201_05.csv",
            "x/../henvisning_20240201_06.csv",
            "..\\henvisning_20240201_07.csv",
            "C:\\henvisning_20240201_08.csv",
            "henvisning_20240201_09.csv\nWARN a line of its own",
            "henvisning_20240201_10.csv\r",
            "henvisning_20240201_11.csv\0",
            "\0/henvisning_20240201_12.csv",
            "henvisning_20240201_13.csv\u001b[2J",
            "henvisning_*_14.csv",
            "henvisning_????????_15.csv",
            "..",
            ".",
            "",
            "h".repeat(251) + ".csv",
            "henvisning_" + "2".repeat(240) + ".csv");

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
        routes = new RunningRoutes(
                Map.of("silkeborg", silkeborg, "norddjurs", norddjurs),
                "--rampe.partners.norddjurs.collect.files.leverance.pattern=(?s)[^h].*|h.{0,200}");
    }

    @AfterAll
    static void stop() throws Exception {
        routes.close();
        silkeborg.close();
        norddjurs.close();
    }

    private static void somePolls() {
        clearInvocations(routes.lease);
        verify(routes.lease, timeout(20_000).atLeast(4)).take(eq("poll silkeborg"));
        verify(routes.lease, timeout(20_000).atLeast(4)).take(eq("poll norddjurs"));
    }

    @Test
    void aNameThatLeadsElsewhereIsNeverTouchedStoredOrLogged() throws Exception {
        Set<String> touched = ConcurrentHashMap.newKeySet();
        silkeborg.listen(new Touching(touched));
        norddjurs.listen(new Touching(touched));
        lie(silkeborg, "UD", ".trigger");
        lie(norddjurs, "til_sind", ".klar_til_processering");
        somePolls();
        assertThat(touched).isEmpty();
        assertThat(routes.stored).isEmpty();

        silkeborg.put("UD/" + GOOD, CONTENT);
        silkeborg.put("UD/" + GOOD + ".trigger", Triggers.of(GOOD, CONTENT.length()));
        await().until(() -> silkeborg.names("UD/behandlet").size() == 2);
        assertThat(routes.stored)
                .singleElement()
                .satisfies(one -> assertThat(one.incoming().name()).isEqualTo(GOOD));
        assertThat(touched).containsOnly("UD/" + GOOD, "UD/" + GOOD + ".trigger");
        assertThat(silkeborg.names("")).containsExactly("IND", "UD");
        assertThat(norddjurs.names("")).containsExactly("fra_sind", "til_sind");
        assertThat(silkeborg.names("UD")).hasSize(2 * NAMES.size() + 1);
        assertThat(norddjurs.names("til_sind")).hasSize(2 * NAMES.size());
        assertThat(routes.logged()).isEmpty();

        triggersThatNameOtherFiles();
        assertThat(touched).containsOnly("UD/" + GOOD, "UD/" + GOOD + ".trigger");
        Reliability.held(
                Promise.HOST_KEYS,
                "a listing, or a trigger, names files with `../`, absolute, with line breaks, NUL, escapes, patterns, of 255 bytes",
                "%d names, each listed with its trigger and with its marker, and in a trigger".formatted(NAMES.size()),
                "0 opened, moved or deleted, 0 stored, 0 in the log; a good file among them was taken");
    }

    /** The file is there under a good name; its trigger speaks of another one. */
    private void triggersThatNameOtherFiles() throws Exception {
        List<String> refused = new ArrayList<>();
        routes.on("refuse", call -> refused.add(call.getArgument(2).toString()));
        for (String name : NAMES) {
            refused.clear();
            String other = name.replaceAll("[\0\u001b]", "");
            silkeborg.put("UD/" + GOOD, CONTENT);
            silkeborg.put("UD/" + GOOD + ".trigger", Triggers.of(other, CONTENT.length()));
            await().until(() -> !refused.isEmpty());
            assertThat(refused.get(0)).contains("R-2201").doesNotContain("etc");
        }
        assertThat(routes.stored).hasSize(1);
        assertThat(silkeborg.names("UD/behandlet")).hasSize(2);
        assertThat(routes.logged()).isEmpty();
    }

    private static void lie(PartnerServer server, String place, String marker) throws IOException {
        Map<String, String> listed = new HashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            String real = "real-%02d".formatted(i);
            server.put(place + "/" + real, CONTENT);
            server.put(place + "/" + real + marker, marker.equals(".trigger") ? Triggers.of(NAMES.get(i), 8) : "");
            listed.put(real, NAMES.get(i));
            listed.put(real + marker, NAMES.get(i) + marker);
        }
        server.listedName = name -> {
            for (Map.Entry<String, String> lie : listed.entrySet()) {
                if (name.equals(lie.getKey())) {
                    return lie.getValue();
                }
            }
            return name;
        };
    }

    /** Notes what is opened, moved or deleted, by its path below the login folder. */
    private record Touching(Set<String> touched) implements SftpEventListener {

        @Override
        public void opening(ServerSession session, String remoteHandle, Handle handle) {
            if (!(handle instanceof DirectoryHandle)) {
                note(handle.getFile());
            }
        }

        @Override
        public void removing(ServerSession session, Path path, boolean isDirectory) {
            note(path);
        }

        @Override
        public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> options) {
            note(from);
        }

        private void note(Path path) {
            touched.add(path.toString().replaceFirst("^/", ""));
        }
    }
}
