package dk.rampe.channel.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mockito.Mockito.verify;

import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.FetchedFiles.Watched;
import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Parcel.PostedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pulling side at servers that partners have: OpenSSH's and ProFTPD's, which {@code .ci/run} installs. One of them is
 * everybody's here; the folders are those of the agreements.
 */
class OtherServersTest {

    private static final String CSV = "henvisning_20240201_01.csv";
    private static final String XML = "RAMPE_202402010600.xml";
    private static final String MARKER = ".klar_til_processering";
    private static final String LINES = "740-2024-00001;Opfunden Person\r\n".repeat(20_000);
    private static final byte[] CONTENT = LINES.getBytes(UTF_8);

    @TempDir
    Path work;

    private Path root;
    private RunningRoutes routes;

    @ParameterizedTest
    @ValueSource(strings = {"sshd", "proftpd"})
    void filesAreTakenWholeAndPutAsideAndOursArePutInPlace(String server) throws Exception {
        assumeTrue(isThere(server), "NOT TRIED: there is no " + server);
        try (ForeignServer partner = new ForeignServer(server + ".sh", work)) {
            root = partner.root;
            for (String folder : List.of("UD/behandlet", "IND", "til_sind", "fra_sind", "ind")) {
                Files.createDirectories(root.resolve(folder));
            }
            routes = new RunningRoutes(
                    Map.of("silkeborg", partner, "norddjurs", partner, "defactum", partner),
                    "--rampe.partners.silkeborg.sftp.note-fetched-every=50ms");
            try {
                takesFiles();
                putsFiles();
                putsAFolder();
                seesWhatWasFetched();
                assertThat(routes.logged()).isEmpty();
            } finally {
                routes.close();
            }
        }
    }

    private void takesFiles() throws IOException {
        Files.writeString(root.resolve("UD/behandlet/" + CSV), "an earlier one");
        put("UD/" + CSV, LINES);
        put("til_sind/" + XML, LINES);
        put("til_sind/RAMPE_202402020600.xml", "without its marker");
        put("til_sind/" + XML + MARKER, "");
        put("UD/" + CSV + ".trigger", Triggers.of(CSV, CONTENT.length));

        await().until(() -> names("UD").equals(List.of("behandlet"))
                && names("til_sind").equals(List.of("RAMPE_202402020600.xml")));
        assertThat(routes.stored).hasSize(2).allSatisfy(one -> assertThat(one.content())
                .isEqualTo(CONTENT));
        assertThat(names("UD/behandlet"))
                .containsExactly(
                        "henvisning_20240201_01.2.csv",
                        "henvisning_20240201_01.2.csv.trigger",
                        "henvisning_20240201_01.csv");
    }

    /** And again, as after a kill between put and noted: the same under the same name. */
    private void putsFiles() throws IOException {
        Parcel status = new Parcel(
                "IND",
                null,
                List.of(
                        new PostedFile("status_20240202_01.csv", CONTENT, false),
                        new PostedFile("status_20240202_01.csv.trigger", "<trigger/>".getBytes(UTF_8), false)));
        for (int i = 0; i < 2; i++) {
            Delivery delivery = DropOffTest.delivery("silkeborg", status);
            routes.deliver(delivery, status);
            verify(routes.outbox).sent(delivery);
        }
        assertThat(names("IND")).containsExactly("status_20240202_01.csv", "status_20240202_01.csv.trigger");
        assertThat(root.resolve("IND/status_20240202_01.csv")).hasBinaryContent(CONTENT);
    }

    private void putsAFolder() throws IOException {
        Parcel release = new Parcel("ind", "rampe_rampen_a", List.of(new PostedFile("indicators.csv", CONTENT, false)));
        Delivery delivery = DropOffTest.delivery("defactum", release);
        routes.deliver(delivery, release);
        verify(routes.outbox).sent(delivery);
        assertThat(names("ind")).containsExactly("rampe_rampen_a");
        assertThat(root.resolve("ind/rampe_rampen_a/indicators.csv")).hasBinaryContent(CONTENT);
    }

    private void seesWhatWasFetched() throws IOException {
        List<Collection<String>> seen = new CopyOnWriteArrayList<>();
        routes.on("note", call -> seen.add(call.getArgument(1)));
        Watched watched = new Watched("silkeborg", "IND", Map.of(UUID.randomUUID(), "status_20240202_01.csv"));
        routes.on("lookedFor", call -> call.getArgument(0).equals("silkeborg") ? List.of(watched) : List.of());
        await().until(() -> seen.stream().anyMatch(names -> names.containsAll(List.of("status_20240202_01.csv"))));
        Files.delete(root.resolve("IND/status_20240202_01.csv"));
        int before = seen.size();
        await().until(() -> seen.size() > before + 1);
        assertThat(seen.get(seen.size() - 1)).doesNotContain("status_20240202_01.csv");
    }

    /** Written elsewhere, put in place whole. */
    private void put(String path, String content) throws IOException {
        Path draft = Files.writeString(root.resolve("draft"), content);
        Files.move(draft, root.resolve(path), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> content = Files.list(root.resolve(folder))) {
            return content.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static boolean isThere(String server) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, server)));
    }
}
