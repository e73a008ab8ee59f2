package dk.rampe.partner;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * One neighbour as its agreement says, read from {@code config/<id>/application.yml}. A municipality more is a file
 * more, never Java.
 *
 * @param name as operators know it
 * @param role what it is to the hub
 * @param municipality three-digit code of a jobcentre; never read from what the jobcentre sends
 * @param programmes the programmes it takes part in; a jobcentre's first one is what its cases belong to
 * @param sftp its SFTP server, if it has one
 * @param dropbox its account on the hub's SFTP server, if it has none of its own
 * @param collect what the hub fetches there
 * @param receipts what the hub answers each submission with
 * @param status how it is told the status of its cases
 * @param jms the addresses it consumes and feeds, if it is on the broker
 * @param rest how it calls the hub, if it does
 * @param soap how it calls the hub over SOAP, if it does
 * @param service how the hub calls it over SOAP, if it does
 * @param releases where outcome releases go, for an evaluator
 * @param agreement why anything of it is held
 * @param retention where its agreement departs from the hub's own limits
 * @param instruction the controller's written instruction to anonymise; without it a municipality is in no release
 */
public record Partner(
        @NotBlank String name,
        @NotNull Role role,
        @Pattern(regexp = "\\d{3}") String municipality,
        @NotEmpty List<String> programmes,
        @Valid Sftp sftp,
        @Valid DropBox dropbox,
        @Valid Collect collect,
        @Valid @DefaultValue Receipts receipts,
        @Valid StatusFile status,
        @Valid Jms jms,
        @Valid Rest rest,
        @Valid Soap soap,
        @Valid Service service,
        @Valid Releases releases,

        @NotNull(message = "is missing: its reference and legal-basis say why anything is held") @Valid
        Agreement agreement,

        @Valid @DefaultValue Kept retention,
        @Valid Instruction instruction) {

    public enum Role {
        JOBCENTRE,
        PROVIDER,
        EVALUATOR
    }

    @AssertTrue(message = "a jobcentre needs its municipality code")
    boolean isJobcentreInAMunicipality() {
        return role != Role.JOBCENTRE || municipality != null;
    }

    @AssertTrue(message = "collect and status need sftp or dropbox, releases need sftp")
    boolean isServedInFiles() {
        return sftp != null || (releases == null && (dropbox != null || collect == null && status == null));
    }

    @AssertTrue(message = "a partner needs sftp, dropbox, jms, rest, soap or service")
    boolean isReachable() {
        return sftp != null || dropbox != null || jms != null || rest != null || soap != null || service != null;
    }

    @AssertTrue(
            message =
                    "a partner has sftp or dropbox, not both; dropbox is for jobcentres, and collect.ready is CLOSED there")
    boolean isFileChannelClear() {
        boolean closed = collect != null && collect.ready() == Ready.CLOSED;
        return dropbox == null ? !closed : sftp == null && role == Role.JOBCENTRE && (collect == null || closed);
    }

    @AssertTrue(message = "rest is for providers")
    boolean isProviderWhenItCalls() {
        return rest == null || role == Role.PROVIDER;
    }

    @AssertTrue(message = "soap is for jobcentres, and goes with no other way in")
    boolean isJobcentreWhenItCallsOverSoap() {
        return soap == null || role == Role.JOBCENTRE && sftp == null && dropbox == null;
    }

    @AssertTrue(message = "service is for jobcentres, and goes with soap or alone")
    boolean isJobcentreWhenItIsCalled() {
        return service == null || role == Role.JOBCENTRE && sftp == null && dropbox == null;
    }

    /** Whether the hub tells it unasked when the status of one of its cases changes. */
    public boolean isTold() {
        return status != null || isCalledWithStatuses();
    }

    public boolean isCalledWithStatuses() {
        return service != null && service.status() != null;
    }

    /** Whether the hub asks its service for what it has. */
    public boolean isPolled() {
        return service != null && service.poll() != null;
    }

    /** Whether what it is owed waits until the partner fetches it: a provider without a broker. */
    public boolean fetches() {
        return rest != null && jms == null;
    }

    /**
     * The field tables that read a kind of file, a call, or a page of events.
     *
     * @throws IllegalArgumentException when its agreement knows no such files
     */
    public List<String> messages(String fileKind) {
        if (soap != null && Soap.MESSAGES.contains(fileKind)) {
            return List.of(fileKind);
        }
        if (isPolled() && ServicePoll.KIND.equals(fileKind)) {
            return service.poll().messages();
        }
        FileKind kind = collect == null ? null : collect.files().get(fileKind);
        if (kind == null) {
            throw new IllegalArgumentException(name + " sends no files of kind '" + fileKind + "'");
        }
        return kind.messages();
    }

    public String programme() {
        return programmes.get(0);
    }

    /**
     * Key login only, host key pinned; there is no setting to do without.
     *
     * @param privateKeyFile the hub's key for this partner
     * @param knownHostsFile holds the pinned host key and nothing else
     * @param noteFetchedEvery how often to look which of our files have left the partner's folders
     */
    public record Sftp(
            @NotBlank String host,
            @NotNull Integer port,
            @NotBlank String user,
            @NotNull Path privateKeyFile,
            @NotNull Path knownHostsFile,
            @DefaultValue("5m") Duration noteFetchedEvery) {}

    /**
     * An account on the hub's own SFTP server: its name is the partner's id, its folders are those of {@code collect},
     * {@code receipts} and {@code status}.
     *
     * @param keys public keys as in OpenSSH's {@code authorized_keys}, by a label for people; two while one takes the
     *     other's place
     * @param trial folder for files to be tried: answered, nothing stored or passed on
     * @param quota of everything that lies there
     * @param largest file that is taken
     * @param keep how long what the partner does not fetch lies there
     */
    public record DropBox(
            @NotEmpty Map<String, String> keys,
            @NotBlank @DefaultValue("proeve") String trial,
            @NotNull @DefaultValue("100MB") DataSize quota,
            @NotNull @DefaultValue("20MB") DataSize largest,
            @NotNull @DefaultValue("30d") Duration keep) {}

    /**
     * @param folder polled folder on the partner's server
     * @param every how often
     * @param ready what makes a file complete
     * @param marker what the name of the file that says so ends in
     * @param trigger what a Serviceplatformen trigger must say; only with {@code ready: TRIGGER}
     * @param moveTo where stored files are moved; null: they are deleted
     * @param files what may lie there, by kind; other names are never touched
     */
    public record Collect(
            @NotBlank String folder,
            @DefaultValue("60s") Duration every,
            @NotNull Ready ready,
            String marker,
            @Valid Trigger trigger,
            String moveTo,
            @NotEmpty @Valid Map<String, FileKind> files) {

        @AssertTrue(message = "ready: TRIGGER and MARKER need marker")
        boolean isMarked() {
            return ready == Ready.CLOSED || marker != null && !marker.isBlank();
        }

        @AssertTrue(message = "ready: TRIGGER needs trigger.sender and trigger.recipient")
        boolean isTriggerDescribed() {
            return ready != Ready.TRIGGER || trigger != null;
        }
    }

    public enum Ready {
        /** {@code <name><marker>} is a Serviceplatformen trigger that names file, size, sender and recipients. */
        TRIGGER,
        /** {@code <name><marker>} is an empty file. */
        MARKER,
        /** In a drop box: who wrote it has closed it, or renamed it from {@code <name>.filepart}. */
        CLOSED
    }

    public record Trigger(@NotBlank String sender, @NotBlank String recipient) {}

    /**
     * @param pattern the whole file name; a group {@code stamp}, if any, orders the versions of an event
     * @param messages the field tables that read it, each {@code mappings/<partner>/<message>.yaml}
     */
    public record FileKind(
            @NotNull java.util.regex.Pattern pattern,
            @NotEmpty List<String> messages) {

        public boolean isStamped() {
            return pattern.pattern().contains("(?<stamp>");
        }
    }

    /**
     * The files a submission is answered with, on being stored, processed, and refused whole.
     *
     * @param folder where they are put
     */
    public record Receipts(
            String folder,
            @DefaultValue List<@Valid Document> stored,
            @DefaultValue List<@Valid Document> processed,
            @DefaultValue List<@Valid Document> refused) {

        public enum When {
            STORED,
            PROCESSED,
            REFUSED
        }

        public List<Document> documents(When when) {
            return switch (when) {
                case STORED -> stored;
                case PROCESSED -> processed;
                case REFUSED -> refused;
            };
        }
    }

    /**
     * @param name file name; {@code {file}} is the sender's name of the file it answers or accompanies
     * @param mapping the outgoing field table; null: the file is empty
     */
    public record Document(@NotBlank String name, String mapping) {}

    /**
     * Changed cases gathered into a file, by a timetable or as it happens.
     *
     * @param name file name; {@code {nn}} counts the day's files, any other brace holds a date pattern
     * @param marker the file that makes it complete, written last
     * @param schedule cron in Danish time, one file each time even when nothing changed; else
     * @param every the shortest time between two files, written only when something changed
     */
    public record StatusFile(
            @NotBlank String folder,
            @NotBlank String name,
            @NotBlank String mapping,
            @Valid Document marker,
            String schedule,
            Duration every) {

        @AssertTrue(message = "status needs either schedule or every")
        boolean isTimed() {
            return (schedule == null) != (every == null);
        }
    }

    /**
     * Addresses by the pattern that the rules of {@code broker/broker.xml} go by: an address they did not know would
     * keep for ever what is not fetched.
     *
     * @param expireAfter how long cases and rejections wait to be fetched; then they are gone from the broker
     */
    public record Jms(
            @NotNull @Pattern(regexp = "rampe\\.provider\\.[^.]+\\.cases")
            String cases,

            @NotNull @Pattern(regexp = "rampe\\.provider\\.[^.]+\\.progress")
            String progress,

            @NotNull @Pattern(regexp = "rampe\\.provider\\.[^.]+\\.rejected")
            String rejected,

            @DefaultValue("14d") Duration expireAfter) {

        @AssertTrue(message = "expire-after must be at least a second")
        boolean isLongEnough() {
            return expireAfter.toSeconds() > 0;
        }
    }

    /**
     * @param keys SHA-256 of each key in lower-case hex, by a label for the log; two while one takes the other's place
     * @param requestsPerMinute more are told to wait
     */
    public record Rest(
            @NotEmpty Map<String, String> keys,
            @Min(1) @DefaultValue("120") int requestsPerMinute) {

        /** Not a constraint on the values: a start that fails would print what may be a key. */
        @AssertTrue(message = "rest.keys holds SHA-256 values, 64 lower-case hex digits each")
        boolean isHashed() {
            return keys == null || keys.values().stream().allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        }
    }

    /**
     * The service it calls. Who calls is known by a certificate, or by a user and password where it has none.
     *
     * @param certificates SHA-256 of each client certificate in lower-case hex, by a label for the log; two while one
     *     takes the other's place
     * @param users bcrypt hash of the password, by user
     */
    public record Soap(
            @DefaultValue Map<String, String> certificates,
            @DefaultValue Map<String, String> users) {

        /** What can be submitted, each read by the field table of its name. */
        public static final List<String> MESSAGES = List.of("referral", "case-update");

        /** The field tables of what is answered. */
        public static final String RECEIPT = "receipt";

        public static final String STATUS = "status";

        /** Not a constraint on the values: a start that fails would print what may be a password. */
        @AssertTrue(
                message =
                        "soap.certificates holds SHA-256 values, 64 lower-case hex digits each; soap.users holds bcrypt hashes")
        boolean isHashed() {
            return certificates.values().stream().allMatch(hash -> hash.matches("[0-9a-f]{64}"))
                    && users.values().stream().allMatch(hash -> hash.matches("\\$2[aby]\\$\\d{2}\\$[./A-Za-z0-9]{53}"));
        }
    }

    /**
     * The partner's SOAP service, which the hub calls. Its certificate is trusted for one authority's sake; there is no
     * setting to do without.
     *
     * @param url an https address
     * @param version that it speaks
     * @param trustedCertificatesFile the authorities that may have signed its certificate, in PEM, and no others
     * @param user for a WS-Security UsernameToken; with {@code password}, or null
     * @param keyStoreFile PKCS#12 with the hub's key and client certificate; with {@code keyStorePassword}, or null
     * @param connectWithin for a connection
     * @param answerWithin for the answer to begin, and again for it to end; a call that takes longer than two minutes is
     *     made again by another node
     * @param status how it is told the status of its cases one by one, if it is
     * @param poll how it is asked for what it has, if it is
     */
    public record Service(
            @NotNull URI url,
            @NotNull Version version,
            @NotNull Path trustedCertificatesFile,
            String user,
            String password,
            Path keyStoreFile,
            String keyStorePassword,
            @NotNull @DefaultValue("10s") Duration connectWithin,
            @NotNull @DefaultValue("60s") Duration answerWithin,
            @Valid ServiceStatus status,
            @Valid ServicePoll poll) {

        private static final Duration LONGEST = Duration.ofMinutes(1);

        public enum Version {
            SOAP_11,
            SOAP_12
        }

        /** What nobody has given is no address: a command does without, and the client does not start with it. */
        @AssertTrue(message = "service.url must be an https address")
        boolean isSecure() {
            boolean given = url != null && url.getScheme() != null;
            return !given || "https".equals(url.getScheme()) && url.getHost() != null && url.getUserInfo() == null;
        }

        @AssertTrue(message = "service.user goes with service.password, and key-store-file with key-store-password")
        boolean isSecretComplete() {
            return (user == null) == (password == null) && (keyStoreFile == null) == (keyStorePassword == null);
        }

        @AssertTrue(message = "service.connect-within and answer-within are longer than nothing and no longer than 1m")
        boolean isPatient() {
            return isBounded(connectWithin) && isBounded(answerWithin);
        }

        private static boolean isBounded(Duration time) {
            return time == null || time.toMillis() > 0 && time.compareTo(LONGEST) <= 0;
        }

        /** Without what is secret in it. */
        @Override
        public String toString() {
            return "Service[" + url + "]";
        }
    }

    /**
     * @param mapping the outgoing field table of one status
     * @param contract which operation it is sent with, and what its answer looks like
     */
    public record ServiceStatus(
            @NotBlank String mapping, @NotNull Contract contract) {

        public enum Contract {
            /** The hub's own, {@code StatusReceiver.wsdl}. */
            STATUS_RECEIVER,
            /** Randers', {@code ModtagStatus} of {@code HenvisningUdtraek}. */
            HENVISNING_UDTRAEK
        }
    }

    /**
     * Events that the service numbers one by one, and hands out in pages by {@code HenvisningUdtraek.HentSiden}.
     *
     * @param every how often it is asked
     * @param open when it may be asked, Danish time, e.g. {@code 06:00-22:00}; null: always
     * @param atMost events in a page
     * @param messages the field tables that read them, each {@code mappings/<partner>/<message>.yaml}
     */
    public record ServicePoll(
            @NotNull @DurationMin(seconds = 1) @DefaultValue("15m")
            Duration every,

            @Pattern(regexp = "([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-3]):[0-5]\\d")
            String open,

            @Min(1) @Max(200) @DefaultValue("200") int atMost,
            @NotEmpty List<String> messages) {

        /** The kind of submission that a page is. */
        public static final String KIND = "haendelser";

        @AssertTrue(message = "service.poll.open ends later than it begins")
        boolean isOpenForAWhile() {
            return open == null || !open.contains("-") || open.substring(0, 5).compareTo(open.substring(6)) < 0;
        }

        public boolean isOpenAt(LocalTime time) {
            return open == null
                    || !time.isBefore(LocalTime.parse(open.substring(0, 5)))
                            && time.isBefore(LocalTime.parse(open.substring(6)));
        }
    }

    public record Releases(@NotBlank String folder) {}

    /**
     * @param reference of the data processing agreement or other contract, as both sides file it
     * @param legalBasis why the data may be held, in words for whoever asks
     */
    public record Agreement(
            @NotBlank String reference, @NotBlank String legalBasis) {}

    /**
     * Limits like those of {@link HubSettings.Retention}; null: the hub's own. {@code vault} is a jobcentre's to say, for
     * the cases it has referred.
     */
    public record Kept(Period archive, Period refusedLines, Period records, Period vault) {}

    public record Instruction(
            @NotBlank String reference, @NotNull LocalDate date) {}
}
