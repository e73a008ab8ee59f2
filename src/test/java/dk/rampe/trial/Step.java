package dk.rampe.trial;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Every step after which something has changed that outlives the hub, or is about to: in the database, at a partner, at
 * the broker. Each has two failpoints, before it and after it.
 *
 * <p>Of what is done in a transaction the last step is its commit; those before it are named where an issue or a reader
 * would ask for them.
 */
enum Step {
    // a file comes in
    LEASE_TAKEN("a lease taken", "partner.PollLease", "take"),
    LEASE_RENEWED("leases renewed", "partner.PollLease", "renew"),
    DAY_MADE("commit: the archive's partition of the day", "submission.ArchiveDays", "ensure", Kind.COMMIT),
    ARCHIVE_WRITTEN("archive write", "submission.Archive", "write"),
    LEDGER_ROW("ledger row", "submission.Ledger", "enter"),
    FILE_STORED("commit: a file stored", "channel.sftp.PolledFiles", "store", Kind.COMMIT),
    FILE_REFUSED_UNREAD("commit: a file refused for its trigger", "channel.sftp.PolledFiles", "refuse", Kind.COMMIT),
    MARKER_MOVED("remote marker moved", "channel.sftp.RemoteFolder", "rename", "UD/.*\\.trigger"),
    FILE_MOVED("remote file moved", "channel.sftp.RemoteFolder", "rename", "UD/[^/]*\\.csv"),
    MARKER_DELETED("remote marker deleted", "channel.sftp.RemoteFolder", "delete", "til_sind/.*_processering"),
    FILE_DELETED("remote file deleted", "channel.sftp.RemoteFolder", "delete", "til_sind/.*\\.xml"),

    // a file is put into the drop box
    UPLOAD_MARKED("an upload marked as complete", "channel.dropbox.Uploads", "mark", ".*\\.xlsx]"),
    UPLOAD_STORED("commit: an upload stored", "submission.Submissions", "store", Kind.COMMIT),
    UPLOAD_REMOVED("an upload removed", "channel.dropbox.Uploads", "remove"),
    UPLOAD_UNMARKED("the mark of an upload removed", "channel.dropbox.Uploads", "unmark", ".*\\.xlsx]"),

    // it is worked through
    DESCRIBED("what a file says of itself noted", "submission.Ledger", "describe"),
    EVENTS_WRITTEN("events of a batch", "submission.EventStore", "write"),
    SEALED("personal halves of a batch", "vault.Vault", "put"),
    LINES_WRITTEN("lines of a batch", "submission.Lines", "add"),
    CHECKPOINT("checkpoint", "submission.Ledger", "advance"),
    RECEIPT_OWED("receipt owed", "submission.Receipts", "finished"),
    BATCH_TAKEN("commit: a batch taken", "submission.BatchProcessing", "take", Kind.COMMIT),
    FILE_REFUSED_WHOLE(
            "commit: a file refused for its content", "submission.SubmissionProcessing", "workThrough", Kind.COMMIT),
    WAITING_NOTED("lines that wait", "submission.WaitingLines", "add"),
    WAITING_TAKEN_UP("waiting lines taken up", "submission.WaitingLines", "remove"),
    OVERDUE_REFUSED("commit: waiting lines refused", "submission.OverdueLines", "refuse", Kind.COMMIT),

    // a call comes in
    CALL_STORED("commit: a SOAP call stored", "submission.Calls", "store", Kind.COMMIT),
    CALL_ANSWERED("SOAP answer", "channel.soap.ReferralEndpoint", "invoke"),

    // the hub calls
    PAGE_STORED("commit: a page of events stored", "channel.soap.PolledEvents", "store", Kind.COMMIT),
    POSITION_NOTED("how far a service has been asked noted", "submission.EventNumbers", "advance"),
    MISSING_STORED(
            "commit: an event that was missing stored", "channel.soap.PolledEvents", "storeMissing", Kind.COMMIT),

    // an event comes in
    EVENT_TAKEN("commit: a progress event taken", "submission.ProgressEvents", "take", Kind.COMMIT),
    MESSAGE_REFUSED(
            "commit: an unreadable message refused", "submission.ProgressEvents", "refuseUnreadable", Kind.COMMIT),
    MESSAGE_ACKNOWLEDGED(
            "JMS acknowledge",
            "org.springframework.jms.listener.AbstractMessageListenerContainer",
            "commitIfNecessary"),
    SET_ASIDE("commit: an event that fails kept", "submission.EventsSetAside", "keep", Kind.COMMIT),
    SET_ASIDE_TAKEN("commit: an event that failed taken", "submission.EventsSetAside", "workThrough", Kind.COMMIT),
    SET_ASIDE_REFUSED("commit: an event that fails refused", "submission.EventsSetAside", "refuse", Kind.COMMIT),
    EVENTS_ANSWERED("REST answer to events", "channel.rest.ProgressEndpoint", "take"),

    // something goes out
    CLAIMED("commit: deliveries claimed", "delivery.Claims", "claim", Kind.COMMIT),
    CLAIMS_KEPT("commit: claims renewed", "delivery.Claims", "renew", Kind.COMMIT),
    BEGUN("commit: a delivery begun or held back", "delivery.Claims", "begin", Kind.COMMIT),
    MESSAGES_RENDERED("commit: personal halves opened for messages", "delivery.Renderings", "messages", Kind.COMMIT),
    PARCEL_RENDERED("commit: a parcel made", "delivery.Renderings", "parcel", Kind.COMMIT),
    MESSAGE_SENT("JMS send", "org.apache.activemq.artemis.jms.client.ActiveMQMessageProducer", "doSendx"),
    MESSAGES_COMMITTED(
            "JMS commit: a batch of messages", "org.springframework.jms.connection.JmsTransactionManager", "doCommit"),
    UPLOADED("SFTP upload", "channel.sftp.RemoteFolder", "write"),
    UPLOAD_RENAMED(
            "SFTP rename", "channel.sftp.RemoteFolder", "rename", "(IND|fra_sind)/\\.rampe-(?!.*(trigger|klar)).*"),
    MARKER_PUT("SFTP marker put", "channel.sftp.RemoteFolder", "rename", "(IND|fra_sind)/\\.rampe-.*(trigger|klar).*"),
    BUNDLE_BEGUN("SFTP folder of a release made", "channel.sftp.RemoteFolder", "makeFolder"),
    BUNDLE_RENAMED("SFTP folder of a release renamed", "channel.sftp.RemoteFolder", "rename", "ind/\\.rampe-.*"),
    LAID("a file laid in a drop box", "channel.dropbox.Account", "put"),
    STATUS_TOLD("a status told to a service", "channel.soap.ServiceClient", "call"),
    ANSWER_KEPT("commit: a service's answer kept", "delivery.Outbox", "answered", Kind.COMMIT),
    RENAMED("commit: another name taken", "delivery.Outbox", "renamed", Kind.COMMIT),
    FAILED("commit: a delivery failed", "delivery.Outbox", "failed", Kind.COMMIT),
    SENT("commit: marked sent", "delivery.Outbox", "sent", Kind.COMMIT),
    BATCH_SENT("commit: a batch of messages marked sent", "delivery.Outbox", "allSent", Kind.COMMIT),
    CASES_FETCHED("commit: cases fetched over REST", "delivery.Fetching", "cases", Kind.COMMIT),
    FETCHED("commit: noted as fetched", "delivery.FetchedFiles", "note", Kind.COMMIT),
    STATUS_GATHERED("commit: a status file gathered", "delivery.StatusFiles", "gather", Kind.COMMIT),

    // at night
    TIME_TAKEN("a planned time taken", "partner.Timetable", "take"),
    RELEASE_STORED("release stored", "outcome.ReleaseStore", "add"),
    RELEASED("commit: a release made and owed", "outcome.NightlyReleases", "release", Kind.COMMIT),
    PURGE_BEGUN("purge of a class begun", "retention.PurgeProofs", "begin"),
    PURGED("commit: some purged", "retention.NightlyPurge", "removeSome", Kind.COMMIT),
    PURGE_PROVEN("commit: a purge proven", "retention.NightlyPurge", "purge", Kind.COMMIT),
    RECONCILED("commit: books reconciled", "reconciliation.NightlyReconciliation", "reconcile", Kind.COMMIT),

    // a case is erased
    LINES_BLANKED("lines of a case blanked", "submission.LineErasure", "erase"),
    CASE_ERASED("participations erased", "submission.ParticipationErasure", "erase"),
    CANCELLED("deliveries cancelled", "delivery.Cancellation", "cancel"),
    ERASURE("commit: an erasure gone on with", "rights.Erasures", "carryOut", Kind.COMMIT),
    COPY_REWRITTEN("archive copy written anew", "submission.Archive", "rewrite"),
    COPY_BLANKED("commit: an archive copy blanked", "submission.ArchiveBlanking", "blank", Kind.COMMIT),
    DROP_BOX_RENEWED("drop box written anew", "delivery.StaleAccounts", "renewed"),
    WITHDRAWN("withdrawal done", "delivery.Withdrawals", "done"),

    // keys are rotated
    KEYS_REWRAPPED("commit: keys wrapped anew", "vault.Rewrapping", "renew", Kind.COMMIT),
    HASHES_REMADE("commit: hashes made anew", "submission.Rehashing", "renew", Kind.COMMIT);

    enum Kind {
        /** The method itself: a statement that commits by itself, a step inside a transaction, something remote. */
        CALL,
        /** The commit of a transaction that the method begins, or that is begun around it. */
        COMMIT
    }

    final String words;
    final String className;
    final String method;
    final Kind kind;
    private final Pattern firstArgument;

    Step(String words, String className, String method, Kind kind, String firstArgument) {
        this.words = words;
        this.className = className.startsWith("org.") ? className : "dk.rampe." + className;
        this.method = method;
        this.kind = kind;
        this.firstArgument = Pattern.compile(firstArgument, Pattern.DOTALL);
    }

    Step(String words, String className, String method, Kind kind) {
        this(words, className, method, kind, ".*");
    }

    Step(String words, String className, String method, String firstArgument) {
        this(words, className, method, Kind.CALL, firstArgument);
    }

    Step(String words, String className, String method) {
        this(words, className, method, Kind.CALL, ".*");
    }

    /** The steps that a call is; several where one method does several things. */
    static List<Step> of(Kind kind, String className, String method, Object... arguments) {
        return Arrays.stream(values())
                .filter(step -> step.kind == kind)
                .filter(step -> step.className.equals(className) && step.method.equals(method))
                // asked for without a message when there was none
                .filter(step -> step != MESSAGE_ACKNOWLEDGED || arguments[1] != null)
                .filter(step -> arguments.length == 0
                        || step.firstArgument
                                .matcher(String.valueOf(arguments[0]))
                                .matches())
                .toList();
    }
}
