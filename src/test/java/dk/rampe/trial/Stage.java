package dk.rampe.trial;

import static dk.rampe.channel.soap.SoapItems.getReceipt;
import static dk.rampe.channel.soap.SoapItems.getStatus;
import static dk.rampe.channel.soap.SoapItems.phone;
import static dk.rampe.channel.soap.SoapItems.submitCaseUpdate;
import static dk.rampe.channel.soap.SoapItems.submitReferral;
import static dk.rampe.mainjob.Jobcentres.WINDOWS_1252;
import static dk.rampe.submission.TestCases.REFERRAL_HEADER;
import static dk.rampe.submission.TestCases.UPDATE_HEADER;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.henvisning;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.sagsopdatering;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestCases.xml;

import dk.rampe.channel.soap.SoapItems;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.mainjob.Jobcentres;
import dk.rampe.mapping.TestWorkbook;
import dk.rampe.rights.ErasureRequests;
import dk.rampe.rights.ErasureRequests.Request;
import dk.rampe.rights.Reason;
import dk.rampe.submission.TestCases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A day at the hub, and a night a year later, in which every step of the table occurs. Within a stage nothing depends on
 * the order in which things are taken; a stage begins when the one before it has settled.
 */
enum Stage {
    REFERRALS("2026-11-18T12:00", """
            select count(*) from submission where channel = 'SFTP'""", 8) {
        @Override
        void begin(Surroundings at) throws IOException {
            // somebody else's file has the name of a receipt
            Files.writeString(at.neighbour("norddjurs").resolve("fra_sind/RAMPE_202611181102.xml.kvittering.xml"), "x");
            silkeborg(at, "henvisning_20261118_01.csv", REFERRAL_HEADER, referral(1), referral(2));
            silkeborg(at, "henvisning_20261118_02.csv", REFERRAL_HEADER, referral(3), referral(4));
            silkeborg(
                    at,
                    "henvisning_20261118_03.csv",
                    REFERRAL_HEADER,
                    referral(5),
                    referral(6),
                    referral(9).replace("PRIMÆR", "ANDEN"));
            silkeborg(at, "henvisning_20261118_08.csv", "Nummer;Navn");
            silkeborg(at, REFUSED, REFERRAL_HEADER, referral(10));
            // is another one after its trigger was written
            Files.writeString(silkeborg(at).resolve("UD/" + REFUSED), "another size than was announced");
            norddjurs(at, 1, referred(1), referred(2));
            norddjurs(at, 2, referred(3), referred(4));
            norddjurs(at, 3, referred(5), referred(6));
        }
    },
    UPDATES("2026-11-18T12:10", """
            select count(*) from submission where channel = 'SFTP' or state <> 'DUPLICATE'""", 18) {
        @Override
        void begin(Surroundings at) throws IOException {
            FailingEvents.begin(at);
            silkeborg(
                    at,
                    "sagsopdatering_20261118_01.csv",
                    UPDATE_HEADER,
                    update(1, "TLF", "18-11-2026", "22222222"),
                    update(2, "TRUKKET", "18-11-2026", ""),
                    update(7, "TLF", "18-11-2026", "33333333"),
                    update(99, "TLF", "18-11-2026", "44444444"));
            silkeborg(at, "henvisning_20261118_04.csv", REFERRAL_HEADER, referral(1), referral(2));
            norddjurs(at, 4, sagsopdatering(2, "AFBRYD", "2026-11-18", "<Aarsag>1</Aarsag>"));
            Path draft = Files.writeString(
                    at.neighbour("sind").resolve("progress/events.tmp"),
                    String.join(
                            "\n",
                            event(id(1), 3, "STARTED", "2026-02-03", ""),
                            event(id(2), 8, "STARTED", "2026-02-03", ""),
                            event(id(3), 5, "SLEPT", "2026-02-03", ""),
                            conversation(4, "2026-02-04"),
                            conversation(5, FailingEvents.FOR_A_WHILE),
                            conversation(6, FailingEvents.FOR_EVER),
                            "this is no JSON",
                            ""));
            Files.move(draft, draft.resolveSibling("events.jsonl"));
        }
    },
    LATE_CASES("2026-11-18T12:20", "select count(*) from submission where channel = 'SFTP'", 12) {
        @Override
        void begin(Surroundings at) throws IOException {
            FailingEvents.letThrough(at);
            silkeborg(at, "henvisning_20261118_05.csv", REFERRAL_HEADER, referral(7), referral(8));
        }
    },
    OVER_REST("2026-11-18T12:25", """
            select count(*) from submission where channel = 'REST' and state <> 'DUPLICATE'""", 3) {
        @Override
        void begin(Surroundings at) throws IOException {
            ProviderCalls.owe(
                    at,
                    event(id(11), 3, "STARTED", "2026-02-05", ""),
                    event(id(12), 7, "STARTED", "2026-02-05", ", \"contactPerson\": \"Kontakte Kendt\""),
                    event(id(13), 5, "SLEPT", "2026-02-05", ""));
        }

        @Override
        void goOn(Surroundings at, int port) throws IOException, InterruptedException {
            ProviderCalls.tryOn(at, port);
        }

        @Override
        boolean isSettled(Surroundings at) throws IOException {
            return ProviderCalls.areMade(at) && super.isSettled(at);
        }
    },
    OVER_SOAP("2026-11-18T12:27", """
            select count(*) from submission where channel = 'SOAP'""", 2) {
        @Override
        void begin(Surroundings at) throws IOException {
            aarhus(at, "1.xml", submitReferral(id(21), SoapItems.referral(601), SoapItems.referral(602, "12")));
        }

        /** Each call when what the one before it makes the hub tell has been told. */
        @Override
        void goOn(Surroundings at, int port) throws IOException {
            if (isToldOfHandOver(at, "aarhus") && isDue(at, "2.xml")) {
                aarhus(at, "2.xml", submitCaseUpdate(id(22), phone(601, "22222222")));
                aarhus(at, "3.xml", getReceipt(id(21)));
            }
            if (super.isSettled(at) && isDue(at, "4.xml")) {
                aarhus(at, "4.xml", getStatus(SoapItems.caseNumber(601)));
            }
        }

        @Override
        boolean isSettled(Surroundings at) throws IOException {
            return isAnswered(at, "4.xml") && super.isSettled(at);
        }

        private static boolean isDue(Surroundings at, String call) {
            return Files.notExists(aarhus(at).resolve(call)) && !isAnswered(at, call);
        }

        private static boolean isAnswered(Surroundings at, String call) {
            return Files.exists(aarhus(at).resolve("sendt").resolve(call));
        }
    },
    ASKED_FOR("2026-11-18T12:27:30", """
            select count(*) from submission where channel = 'SERVICE'""", 3) {
        @Override
        void begin(Surroundings at) throws IOException {
            // one number is jumped over
            RandersEvents.add(
                    at,
                    "1.xml",
                    RandersEvents.referral(1, 801, personNumber(801)),
                    RandersEvents.echo(2, 801),
                    RandersEvents.referral(4, 804, "12"));
        }

        /** The event that was missing, when what the others make the hub tell has been told. */
        @Override
        void goOn(Surroundings at, int port) throws IOException {
            if (at.count("select count(*) from service_gap where number = 3") == 1 && isToldOfHandOver(at, "randers")) {
                RandersEvents.add(at, "2.xml", RandersEvents.phone(3, 801, "22222222"));
            }
        }

        @Override
        boolean isSettled(Surroundings at) throws IOException {
            return at.count("select count(*) from service_gap") == 0 && super.isSettled(at);
        }
    },
    IN_THE_DROP_BOX("2026-11-18T12:28", """
            select count(*) from submission where channel = 'DROPBOX'""", 2) {
        @Override
        void begin(Surroundings at) throws IOException {
            TestWorkbook workbook = TestWorkbook.of(
                    TestWorkbook.referral("O-701", personNumber(701))
                            + TestWorkbook.referral("O-702", personNumber(702))
                            + TestWorkbook.referral("O-703", "12"),
                    TestWorkbook.row("O-701", "Stop", LocalDate.of(2026, 2, 1), "Fraflyttet"));
            OdderUploads.owe(at, "ind", "Uge 47.xlsx", workbook.bytes());
            OdderUploads.owe(
                    at,
                    "ind",
                    "Uge 46.xlsx",
                    TestWorkbook.empty()
                            .sheet("Andet", TestWorkbook.row("Navn"))
                            .bytes());
            OdderUploads.owe(at, "proeve", "Uge 48.xlsx", workbook.bytes());
        }

        @Override
        void goOn(Surroundings at, int port) throws IOException {
            OdderUploads.tryOn(at);
        }

        @Override
        boolean isSettled(Surroundings at) throws IOException {
            return OdderUploads.areMade(at) && super.isSettled(at);
        }
    },
    KEYS_ROTATED("2026-11-18T12:29", "select 0", 0) {
        @Override
        void goOn(Surroundings at, int port) {
            KeyOperator.tryOn(at);
        }

        @Override
        boolean isSettled(Surroundings at) throws IOException {
            return KeyOperator.isDone(at) && super.isSettled(at);
        }
    },
    ERASURE("2026-11-18T12:30", "select count(*) from erasure where state = 'DONE'", 2) {
        @Override
        void begin(Surroundings at) {
            erase(at, new CaseKey("740", TestCases.caseNumber(4)));
            erase(at, new CaseKey("727", "O-702"));
        }
    },
    NIGHT("2026-11-19T06:30", Times.TAKEN, 31),
    FETCHED("2026-11-19T07:00", """
            select count(*) from delivery
            where names <> '[]' and kind <> 'RELEASE' and state = 'SENT' and fetched_at is null""", 0) {
        @Override
        void begin(Surroundings at) throws IOException {
            for (Path folder : List.of(
                    silkeborg(at).resolve("IND"), at.neighbour("norddjurs").resolve("fra_sind"))) {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.deleteIfExists(silkeborg(at).resolve("UD/" + REFUSED));
            Files.deleteIfExists(silkeborg(at).resolve("UD/" + REFUSED + ".trigger"));
        }
    },
    OVERDUE("2026-12-18T13:00", Times.TAKEN + " - (select count(*) from waiting_line)", 41),
    A_MONTH_LATER("2026-12-21T06:30", Times.TAKEN, 57),
    A_YEAR_LATER("2028-01-20T06:30", Times.TAKEN, 73);

    /** Its trigger names another size: refused, and left where it is until its sender takes it away. */
    private static final String REFUSED = "henvisning_20261118_09.csv";

    private static final class Times {
        /** Schedules note where they begin on the first day, sixteen in all; the purge of six classes is monthly here. */
        static final String TAKEN = "select (select count(*) from timetable_run)";
    }

    /** Danish time when it begins. */
    final LocalDateTime at;

    private final String query;
    private final long expected;

    Stage(String at, String query, long expected) {
        this.at = LocalDateTime.parse(at);
        this.query = query;
        this.expected = expected;
    }

    void begin(Surroundings at) throws IOException {}

    /**
     * What a neighbour does who calls by himself, a moment at a time, whether the hub is there or not.
     *
     * @param port the hub's
     */
    void goOn(Surroundings at, int port) throws IOException, InterruptedException {}

    /** Nothing is under way any more. */
    boolean isSettled(Surroundings at) throws IOException {
        return at.count(query) == expected
                && isEmptyButForTheRefused(silkeborg(at).resolve("UD"))
                && isEmptyButForTheRefused(at.neighbour("norddjurs").resolve("til_sind"))
                && at.count("""
                        select (select count(*) from submission where state = 'STORED' and channel <> 'JMS')
                             + (select count(*) from delivery where state = 'PENDING' and kind <> 'STATUS')
                             + (select count(*) from archive_blanking) + (select count(*) from broker_withdrawal)
                             + (select count(*) from erasure where state <> 'DONE')""") == 0
                && at.count("select count(*) from submission where state = 'STORED' and channel = 'JMS'") == failing()
                && messages(at, "cases")
                        >= at.count("select count(*) from delivery where kind = 'CASE' and state = 'SENT'")
                && messages(at, "rejected")
                        >= at.count("select count(*) from delivery where kind = 'REJECTION' and state = 'SENT'")
                && isAnswered(at.neighbour("defactum"));
    }

    /** How far it is, for who waits in vain. */
    String counted(Surroundings at) {
        return "%s has %d of %d".formatted(this, at.count(query), expected);
    }

    /** How many events cannot be taken, and have not yet waited too long. */
    private int failing() {
        return compareTo(UPDATES) < 0 || compareTo(OVERDUE) >= 0 ? 0 : this == UPDATES ? 2 : 1;
    }

    private static long messages(Surroundings at, String address) {
        String[] names = at.neighbour("sind").resolve(address).toFile().list((folder, name) -> name.endsWith(".json"));
        return names == null ? 0 : names.length;
    }

    private static boolean isEmptyButForTheRefused(Path folder) {
        return Stream.of(folder.toFile().listFiles())
                .allMatch(file -> file.isDirectory() || file.getName().startsWith(REFUSED));
    }

    private static boolean isAnswered(Path evaluator) {
        return Stream.of(evaluator.resolve("ind").toFile().list())
                .allMatch(release -> Files.exists(evaluator.resolve("ud").resolve(release + ".ok")));
    }

    /** Received, and then with the provider. */
    private static boolean isToldOfHandOver(Surroundings at, String jobcentre) {
        return at.count(
                        "select count(*) from delivery where kind = 'STATUS_CALL' and state = 'ACCEPTED' and partner = '"
                                + jobcentre + "'")
                >= 2;
    }

    private static Path silkeborg(Surroundings at) {
        return at.neighbour("silkeborg");
    }

    private static void silkeborg(Surroundings at, String name, String... lines) throws IOException {
        byte[] content = (String.join("\r\n", lines) + "\r\n").getBytes(WINDOWS_1252);
        Jobcentres.silkeborg(silkeborg(at), name, content, "file " + name);
    }

    private static void aarhus(Surroundings at, String name, String call) throws IOException {
        Path draft = Files.writeString(at.neighbour("aarhus").resolve(name), call);
        Files.move(draft, aarhus(at).resolve(name));
    }

    private static Path aarhus(Surroundings at) {
        return at.neighbour("aarhus").resolve("kald");
    }

    private static void erase(Surroundings at, CaseKey key) {
        new ErasureRequests(at.sql())
                .add(
                        new Request(key, Reason.CONSENT_WITHDRAWN, "J-1", "operator"),
                        Instant.parse("2026-11-18T11:30:00Z"));
    }

    private static String conversation(int i, String day) {
        return event(id(i), 6, "CONVERSATION", day, ", \"minutes\": 45");
    }

    private static String referred(int i) {
        return henvisning(i, personNumber(500 + i), "12345678", "2026-02-01");
    }

    private static void norddjurs(Surroundings at, int i, String... elements) throws IOException {
        byte[] content = xml(id(100 + i), "2026-11-18T11:0" + i + ":00+01:00", elements);
        Jobcentres.norddjurs(at.neighbour("norddjurs"), "RAMPE_20261118110" + i + ".xml", content);
    }

    private static UUID id(int i) {
        return UUID.nameUUIDFromBytes(("an id " + i).getBytes(StandardCharsets.UTF_8));
    }
}
