package dk.rampe.channel.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Parcel.PostedFile;
import dk.rampe.partner.Trouble;
import dk.rampe.partner.Troubles.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Norddjurs' server shows a key that is not the agreed one. */
class HostKeysTest {

    private static final String XML = "RAMPE_202402010600.xml";
    private static final Parcel PARCEL =
            new Parcel("fra_sind", null, List.of(new PostedFile("STATUS_1.xml", "<x/>".getBytes(UTF_8), false)));

    @TempDir
    static Path folder;

    private static PartnerServer norddjurs;
    private static RunningRoutes routes;

    private interface Change {
        void make() throws Exception;
    }

    @BeforeAll
    static void start() throws Exception {
        norddjurs = new PartnerServer(folder);
        routes = new RunningRoutes(Map.of("norddjurs", norddjurs));
    }

    @AfterAll
    static void stop() throws Exception {
        routes.close();
        norddjurs.close();
    }

    @BeforeEach
    void forget() throws Exception {
        norddjurs.reset("til_sind", "fra_sind");
        somePolls();
        routes.forget();
    }

    private static void somePolls() {
        clearInvocations(routes.lease);
        verify(routes.lease, timeout(20_000).atLeast(4)).take(eq("poll norddjurs"));
    }

    @Test
    void aKeyThatHasChangedIsRefused() throws Exception {
        refused(
                Trouble.HOST_KEY_CHANGED,
                "its host key is not the pinned one",
                () -> norddjurs.restart(PartnerServer.newKey()));
    }

    @Test
    void aKeyThatNobodyHasPinnedIsRefused() throws Exception {
        refused(Trouble.HOST_KEY_UNKNOWN, "no host key is pinned", () -> norddjurs.pin());
    }

    @Test
    void aKeyThatIsRevokedIsRefusedAlsoBesideItsOwnPin() throws Exception {
        refused(Trouble.HOST_KEY_REVOKED, "its host key is revoked", () -> norddjurs.pin("", "@revoked "));
    }

    private void refused(Trouble trouble, String inWords, Change change) throws Exception {
        // a connection under way has agreed to the key before
        routes.on("take", call -> false);
        somePolls();
        change.make();
        norddjurs.cut();
        norddjurs.put("til_sind/" + XML, "<x/>");
        norddjurs.put("til_sind/" + XML + ".klar_til_processering", "");
        norddjurs.logins.set(0);
        norddjurs.believed.set(0);
        int before = routes.logged().size();
        clearInvocations(routes.troubles);
        AtomicInteger refusals = new AtomicInteger();
        routes.on("arose", call -> {
            refusals.incrementAndGet();
            return null;
        });
        routes.on("take", call -> true);

        Delivery delivery = DropOffTest.delivery("norddjurs", PARCEL);
        // a connection kept from before may be found to be cut first
        await().untilAsserted(() -> {
            routes.deliver(delivery, PARCEL);
            verify(routes.troubles, atLeastOnce()).arose("norddjurs", Place.DELIVERING, trouble);
        });
        verify(routes.outbox, atLeastOnce()).failed(eq(delivery), any(Exception.class));
        somePolls();
        verify(routes.troubles, atLeastOnce()).arose("norddjurs", Place.FETCHING, trouble);
        verify(routes.troubles, never()).ended(any(), any());
        assertThat(routes.logged().subList(before, routes.logged().size()))
                .containsExactly("WARN norddjurs: cannot be polled (" + inWords + ")");
        assertThat(norddjurs.believed).hasValue(0);
        assertThat(norddjurs.logins).hasValue(0);
        assertThat(routes.stored).isEmpty();
        assertThat(norddjurs.names("til_sind")).hasSize(2);
        assertThat(norddjurs.names("fra_sind")).isEmpty();
        int refused = refusals.get();

        norddjurs.pin("");
        await().until(() -> norddjurs.names("til_sind").isEmpty());
        assertThat(routes.stored).hasSize(1);
        Delivery again = DropOffTest.delivery("norddjurs", PARCEL);
        routes.deliver(again, PARCEL);
        verify(routes.outbox).sent(again);
        verify(routes.troubles, atLeastOnce()).ended("norddjurs", Place.FETCHING);
        verify(routes.troubles).ended("norddjurs", Place.DELIVERING);
        Reliability.held(
                Promise.HOST_KEYS,
                "a host key that is " + trouble.name().replace("HOST_KEY_", "").toLowerCase(),
                refused + " connections, to fetch and to deliver",
                "0 keys agreed to, 0 logins, one line of log, on the console at once; fetched and delivered when pinned anew");
    }
}
