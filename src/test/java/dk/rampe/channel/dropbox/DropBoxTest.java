package dk.rampe.channel.dropbox;

import static dk.rampe.mapping.TestWorkbook.referral;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.channel.NameTaken;
import dk.rampe.channel.dropbox.Uploads.Place;
import dk.rampe.delivery.Claims;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Outbox;
import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Parcel.PostedFile;
import dk.rampe.delivery.Renderings;
import dk.rampe.mapping.Mappings;
import dk.rampe.mapping.Sheets;
import dk.rampe.mapping.TestWorkbook;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partners;
import dk.rampe.submission.OdderHub;
import dk.rampe.submission.Submissions;
import dk.rampe.submission.TestHub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.util.FileSystemUtils;

/** Odder's account, used by a client over the loopback, with everything behind it on a real database. */
class DropBoxTest {

    private static final String ODDER = "odder";
    private static final String FILE = "Rampe henvisninger uge 6 2026.xlsx";
    private static final long CPR = 6103781234L;
    private static final Duration WAIT = Duration.ofSeconds(10);

    @RegisterExtension
    static final TestHub hub = OdderHub.create();

    private final SshClient client = SshClient.setUpDefaultClient();
    private DropBox dropBox;
    private DropBoxServer server;

    @BeforeEach
    void start() throws IOException {
        FileSystemUtils.deleteRecursively(accounts());
        CoreModuleProperties.REQUEST_SHELL_REPLY.set(client, true);
        CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
        client.start();
        startHub();
    }

    private void startHub() throws IOException {
        HubSettings settings = hub.bean(HubSettings.class);
        dropBox = new DropBox(
                hub.bean(Partners.class), settings, hub.bean(Submissions.class), hub.bean(Mappings.class), hub.clock());
        server = new DropBoxServer(settings, dropBox, hub.clock());
        server.start();
    }

    @AfterEach
    void stop() {
        client.stop();
        server.stop();
    }

    @Test
    void aFileThatIsClosedIsTakenOnceAndLiesThereUntilItIsStored() throws IOException {
        byte[] workbook = TestWorkbook.of(referral("A", CPR), "").bytes();
        try (SftpClient sftp = odder()) {
            OutputStream out = sftp.write("ind/" + FILE);
            out.write(workbook, 0, 500);
            out.flush();
            settle();
            assertThat(dropBox.ready(ODDER)).isEmpty();
            out.write(workbook, 500, workbook.length - 500);
            out.close();
            assertThat(dropBox.ready(ODDER)).as("just closed").isEmpty();
            settle();

            assertThat(dropBox.ready(ODDER)).containsExactly(new Place("ind", FILE));
            assertThat(sftp.stat("ind/" + FILE).getSize()).isEqualTo(workbook.length);
            takeAll();

            assertThat(names(sftp, "ind")).isEmpty();
        }
        UUID file = onlySubmission();
        assertThat(hub.outcomes(hub.process(file))).containsExactly("ACCEPTED");
        assertThat(dropBox.ready(ODDER)).isEmpty();
        assertThat(hub.sql("select channel || ' ' || kind || ' ' || name from submission")
                        .query(String.class)
                        .single())
                .isEqualTo("DROPBOX henvisninger " + FILE);
    }

    @Test
    void aFileUploadedUnderAnotherNameIsTakenWhenItIsRenamed() throws IOException {
        try (SftpClient sftp = odder()) {
            upload(
                    sftp,
                    "ind/" + FILE + ".filepart",
                    TestWorkbook.of(referral("A", CPR), "").bytes());
            settle();
            assertThat(dropBox.ready(ODDER)).isEmpty();

            sftp.rename("ind/" + FILE + ".filepart", "ind/" + FILE);
            settle();
            takeAll();
        }
        assertThat(hub.count("submission")).isEqualTo(1);
    }

    @Test
    void whatIsLeftOfACutUploadIsNeverTakenAlsoAfterAStart() throws Exception {
        int cuts = 6;
        for (int i = 0; i < cuts; i++) {
            Place cut = new Place("ind", "uge " + i + ".xlsx");
            SftpClient sftp = odder();
            OutputStream out = sftp.write("ind/" + cut.name());
            out.write(new byte[1 + i * 10_000]);
            out.flush();
            boolean atOnce = i % 2 == 0;
            sftp.getSession().close(atOnce);
            await().atMost(WAIT).until(() -> !dropBox.uploads().get(ODDER).isReady(cut));
        }
        settle();
        assertThat(dropBox.ready(ODDER)).isEmpty();
        server.stop();
        startHub();

        assertThat(dropBox.ready(ODDER)).isEmpty();
        assertThat(accounts().resolve("odder/home/ind").toFile().list()).hasSize(cuts);
        try (SftpClient again = odder()) {
            upload(
                    again,
                    "ind/uge 0.xlsx",
                    TestWorkbook.of(referral("A", CPR), "").bytes());
        }
        settle();
        takeAll();
        assertThat(hub.outcomes(hub.process(onlySubmission()))).containsExactly("ACCEPTED");
        Reliability.held(
                Promise.HALF_WRITTEN,
                "an upload into the drop box that ends without being closed, and a start of the hub",
                cuts + " uploads, cut at once or left in order",
                "none taken; one that was put there again was taken once");
    }

    @Test
    void aFileThatWasStoredBeforeTheHubWasKilledIsRemovedAndNotTakenTwice() throws IOException {
        byte[] workbook = TestWorkbook.of(referral("A", CPR), "").bytes();
        try (SftpClient sftp = odder()) {
            upload(sftp, "ind/" + FILE, workbook);
        }
        Path file = accounts().resolve("odder/home/ind").resolve(FILE);
        FileTime written = Files.getLastModifiedTime(file);
        settle();
        takeAll();
        // as if it had been killed between the commit and the removal
        Files.write(file, workbook);
        Files.setLastModifiedTime(file, written);
        Files.createFile(accounts().resolve("odder/ready/ind").resolve(FILE));
        server.stop();
        startHub();
        settle();
        takeAll();

        assertThat(hub.count("submission")).isEqualTo(1);
        assertThat(file).doesNotExist();
        try (SftpClient sftp = odder()) {
            upload(sftp, "ind/" + FILE, workbook);
        }
        settle();
        takeAll();
        assertThat(hub.sql("select state from submission order by number")
                        .query(String.class)
                        .list())
                .as("sent again by its sender")
                .containsExactly("STORED", "DUPLICATE");
    }

    @Test
    void aFileThatCannotBeStoredStaysForTheNextRound() throws IOException {
        try (SftpClient sftp = odder()) {
            upload(sftp, "ind/" + FILE, TestWorkbook.of(referral("A", CPR), "").bytes());
            settle();
            hub.sql("alter table submission rename to away").update();
            assertThatThrownBy(this::takeAll).isInstanceOf(RuntimeException.class);
            hub.sql("alter table away rename to submission").update();

            assertThat(names(sftp, "ind")).containsExactly(FILE);
            takeAll();
            assertThat(hub.count("submission")).isEqualTo(1);
        }
    }

    @Test
    void receiptsAndStatusAreFetchedAndCanBeRemoved() throws IOException {
        try (SftpClient sftp = odder()) {
            upload(sftp, "ind/" + FILE, TestWorkbook.of(referral("A", CPR), "").bytes());
            settle();
            takeAll();
            hub.process(onlySubmission());
            deliver();

            String receipt = "kvittering/" + FILE + ".kvittering.xlsx";
            assertThat(names(sftp, "kvittering"))
                    .containsExactlyInAnyOrder(FILE + ".kvittering.xlsx", FILE + ".kvittering.txt");
            try (InputStream in = sftp.read(receipt)) {
                assertThat(Sheets.of(in.readAllBytes()).get("Henvisninger").get(1))
                        .contains("Modtaget");
            }
            sftp.remove(receipt);
            assertThat(names(sftp, "kvittering")).hasSize(1);
            assertThatThrownBy(() -> upload(sftp, "kvittering/x.xlsx", new byte[1]))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aTriedFileHasTheSameReceiptAndNothingIsStored() throws IOException {
        try (SftpClient sftp = odder()) {
            upload(
                    sftp,
                    "proeve/" + FILE,
                    TestWorkbook.of(referral("A", 12), "").bytes());
            settle();
            takeAll();

            assertThat(names(sftp, "proeve"))
                    .containsExactlyInAnyOrder(FILE + ".kvittering.xlsx", FILE + ".kvittering.txt");
            try (InputStream in = sftp.read("proeve/" + FILE + ".kvittering.txt")) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("Række: 2, Sagsnummer: A, Resultat: Afvist");
            }
        }
        assertThat(hub.count("submission")).isZero();
        assertThat(hub.count("delivery")).isZero();
    }

    @Test
    void nothingCanBeReachedOrMadeOutsideTheAgreedFolders() throws IOException {
        Path secret = Files.writeString(OdderHub.FOLDER.resolve("secret"), "secret");
        try (SftpClient sftp = odder()) {
            for (String name : List.of(
                    "ind/x.exe",
                    "ind/.x.xlsx",
                    "x.xlsx",
                    "ind/a/x.xlsx",
                    "../x.xlsx",
                    "ind/../../x.xlsx",
                    "ud/x.xlsx",
                    "ind/" + "x".repeat(200) + ".xlsx",
                    "ind/a*b.xlsx")) {
                assertThatThrownBy(() -> upload(sftp, name, new byte[1]))
                        .as(name)
                        .isInstanceOf(IOException.class);
            }
            for (String path : List.of("../../../secret", "/../../../../secret", "../ready", secret.toString())) {
                assertThatThrownBy(() -> sftp.stat(path)).as(path).isInstanceOf(SftpException.class);
            }
            assertThatThrownBy(() -> sftp.mkdir("ind/ny")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> sftp.rmdir("kvittering")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> sftp.symLink("ind/link.xlsx", secret.toString()))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> sftp.link("ind/link.xlsx", "ind/x", false)).isInstanceOf(IOException.class);
            upload(sftp, "ind/" + FILE, new byte[1]);
            assertThatThrownBy(() -> sftp.rename("ind/" + FILE, "proeve/" + FILE))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> sftp.rename("ind/" + FILE, "../" + FILE)).isInstanceOf(IOException.class);
            assertThat(StreamSupport.stream(sftp.readDir("/").spliterator(), false)
                            .map(SftpClient.DirEntry::getFilename)
                            .filter(name -> !name.startsWith(".")))
                    .containsExactlyInAnyOrder("ind", "proeve", "kvittering", "ud");
        }
        assertThat(secret).hasContent("secret");
    }

    @Test
    void thereIsNoShellNoCommandAndNoWayThrough() throws IOException {
        try (ClientSession session = session(OdderHub.KEY)) {
            assertIsRefused(session.createShellChannel());
            assertIsRefused(session.createExecChannel("id"));
            assertIsRefused(session.createSubsystemChannel("shell"));
            assertThatThrownBy(() -> session.createDirectTcpipChannel(
                                    new SshdSocketAddress("127.0.0.1", 0),
                                    new SshdSocketAddress("127.0.0.1", server.port()))
                            .open()
                            .verify(WAIT))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> session.startRemotePortForwarding(
                            new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress("127.0.0.1", 1)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void tooLargeAndTooMuchAreRefused() throws IOException {
        try (SftpClient sftp = odder()) {
            try (SftpClient.CloseableHandle file =
                    sftp.open("ind/x.xlsx", EnumSet.of(OpenMode.Write, OpenMode.Create))) {
                assertThatThrownBy(() -> sftp.write(file, 20 << 20, new byte[] {1}))
                        .isInstanceOf(SftpException.class);
            }
            sftp.remove("ind/x.xlsx");
            Path full = accounts().resolve("odder/home/ud/full");
            try (var channel = new java.io.RandomAccessFile(full.toFile(), "rw")) {
                channel.setLength(100 << 20);
            }
            assertThatThrownBy(() -> upload(sftp, "ind/x.xlsx", new byte[1])).isInstanceOf(IOException.class);
            Files.delete(full);
            upload(sftp, "ind/x.xlsx", new byte[1]);
        }
    }

    @Test
    void onlyItsOwnKeyOpensAnAccountAndWhoTriesAgainAndAgainIsKeptOut() throws IOException {
        KeyPair other = OdderHub.newKey();
        for (int i = 0; i < Doorkeeper.TRIES; i++) {
            assertThatThrownBy(() -> session(other)).isInstanceOf(SshException.class);
        }
        await().atMost(WAIT).untilAsserted(() -> assertThatThrownBy(() -> session(OdderHub.KEY))
                .isInstanceOfAny(SshException.class, SocketException.class));

        hub.clock().set("2026-02-02T10:11:00");
        session(OdderHub.KEY).close();
        assertThatThrownBy(() -> session("silkeborg", OdderHub.KEY)).isInstanceOf(SshException.class);
    }

    @Test
    void anotherFileOfTheNameOfAReceiptIsNotReplaced() throws IOException {
        dropBox.put(ODDER, parcel("a"));
        dropBox.put(ODDER, parcel("a"));

        assertThatThrownBy(() -> dropBox.put(ODDER, parcel("b")))
                .isInstanceOfSatisfying(
                        NameTaken.class, taken -> assertThat(taken.name()).isEqualTo("x.txt"));
    }

    @Test
    void whatNobodyFetchesGoesWhenItsTimeIsUp() throws IOException {
        dropBox.put(ODDER, parcel("a"));
        Path file = accounts().resolve("odder/home/kvittering/x.txt");
        dropBox.clear(ODDER);
        assertThat(file).exists();

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
        dropBox.clear(ODDER);
        assertThat(file).doesNotExist();
    }

    private static void assertIsRefused(ClientChannel channel) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        channel.setOut(said);
        channel.setErr(said);
        channel.open().await(WAIT);
        assertThat(channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), WAIT)).contains(ClientChannelEvent.CLOSED);
        assertThat(channel.getExitStatus()).isNull();
        assertThat(said.size()).isZero();
    }

    private static Parcel parcel(String content) {
        return new Parcel("kvittering", null, List.of(new PostedFile("x.txt", content.getBytes(), false)));
    }

    private static Path accounts() {
        return OdderHub.FOLDER.resolve("accounts");
    }

    /** As if all markers had been there for a while. */
    private void settle() throws IOException {
        FileTime earlier = FileTime.from(Instant.now().minus(Uploads.LEFT_ALONE));
        try (var markers = Files.walk(accounts().resolve("odder/ready"))) {
            for (Path marker : markers.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(marker, earlier);
            }
        }
    }

    private void takeAll() throws IOException {
        for (Place place : dropBox.ready(ODDER)) {
            dropBox.take(ODDER, place);
        }
    }

    private void deliver() throws IOException {
        Outbox outbox = hub.bean(Outbox.class);
        for (Delivery delivery : hub.bean(Claims.class).claim(ODDER)) {
            dropBox.put(ODDER, hub.bean(Renderings.class).parcel(delivery));
            outbox.sent(delivery);
        }
    }

    private static UUID onlySubmission() {
        return hub.sql("select id from submission").query(UUID.class).single();
    }

    private ClientSession session(KeyPair key) throws IOException {
        return session(ODDER, key);
    }

    private ClientSession session(String user, KeyPair key) throws IOException {
        ClientSession session =
                client.connect(user, "127.0.0.1", server.port()).verify(WAIT).getSession();
        try {
            session.addPublicKeyIdentity(key);
            session.auth().verify(WAIT);
            return session;
        } catch (IOException e) {
            session.close(true);
            throw e;
        }
    }

    private SftpClient odder() throws IOException {
        return SftpClientFactory.instance()
                .createSftpClient(session(OdderHub.KEY))
                .singleSessionInstance();
    }

    private static void upload(SftpClient sftp, String path, byte[] content) throws IOException {
        try (OutputStream out = sftp.write(path)) {
            out.write(content);
        }
    }

    private static List<String> names(SftpClient sftp, String folder) throws IOException {
        return StreamSupport.stream(sftp.readDir(folder).spliterator(), false)
                .map(SftpClient.DirEntry::getFilename)
                .filter(name -> !name.startsWith("."))
                .toList();
    }
}
