package dk.rampe.partner;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Everything under {@code rampe:} in {@code config/application.yml} and {@code config/<partner>/application.yml}. A key
 * that is not here stops the hub with the file and line it stands in.
 *
 * @param partners by id, which is the folder name in {@code config/} and {@code mappings/}
 * @param programmes by id, as the partners name them
 * @param folders where routes and mappings are read from; the jar's own when the folder is not there
 * @param waiting for cases that have not come
 * @param retention how long what is held is held; a partner's agreement may say less or more for what it sends
 * @param vault where the keys are
 * @param dropbox the hub's own SFTP server; null: this node has none, and another sees to the partners who use it
 * @param soap the port that partners call over SOAP; null: this node has none
 * @param console who may look
 * @param sandbox where the profile {@code sandbox} keeps its things
 * @param reconciliation when the books are looked over
 */
@Validated
@ConfigurationProperties(prefix = "rampe", ignoreUnknownFields = false)
public record HubSettings(
        @NotEmpty @Valid Map<String, Partner> partners,
        @NotEmpty @Valid Map<String, Programme> programmes,
        @Valid @DefaultValue Folders folders,
        @Valid @DefaultValue Waiting waiting,
        @Valid @DefaultValue Retention retention,
        @Valid @DefaultValue Vault vault,
        @Valid DropBox dropbox,
        @Valid Soap soap,
        @Valid @DefaultValue Console console,
        @Valid @DefaultValue Sandbox sandbox,
        @Valid @DefaultValue Reconciliation reconciliation) {

    /**
     * @param name as people say it
     * @param threshold k of the disclosure rules: the fewest persons behind a published figure
     * @param rounding of percentages; the published memos only come out when they are truncated (DOWN)
     * @param targets how many participants were aimed at, by scope (municipality code or PROJECT)
     * @param release when the nightly outcome release is made (cron, Danish time)
     * @param evaluationEnds the last day of its evaluation: afterwards no release is made of it, and the facts of cases
     *     whose personal half is gone go too; null: it has not been set, and they stay
     */
    public record Programme(
            @NotBlank String name,
            @Min(3) @Max(100) @DefaultValue("5") int threshold,
            @DefaultValue("DOWN") RoundingMode rounding,
            @DefaultValue Map<String, @Valid List<Target>> targets,
            @DefaultValue("0 30 2 * * *") String release,
            LocalDate evaluationEnds) {

        /** Whether its evaluation has ended before that day. */
        public boolean isOver(LocalDate today) {
            return evaluationEnds != null && evaluationEnds.isBefore(today);
        }
    }

    /** A target holds from its date until the next one's. */
    public record Target(@NotNull LocalDate from, @Min(1) int participants) {}

    /**
     * Text, not paths: a relative path would be bound to the jar's folder of the same name.
     *
     * @param daybook where what is acknowledged is noted outside the database; blank: nowhere
     */
    public record Folders(
            @DefaultValue("routes") String routes,
            @DefaultValue("mappings") String mappings,
            @DefaultValue("") String daybook) {}

    /** @param refuseAfter how long a line may wait for its case, or for the event it corrects, before it is refused */
    public record Waiting(
            @DurationMin(days = 1) @DefaultValue("30d") Duration refuseAfter) {}

    /**
     * Limits of each class of what is held, as Spring Boot writes periods: {@code 30d}, {@code 12m}, {@code 1y}. Spool is
     * no class: nothing is spooled. Broker messages have a partner's {@code jms.expire-after}.
     *
     * @param archive copies of what came in, from their arrival
     * @param refusedLines case numbers of lines that were refused, from their arrival; not less than
     *     {@code rampe.waiting.refuse-after}
     * @param records submissions, lines, receipts and deliveries, from their arrival or making
     * @param vault personal halves, from the end of a participation or the day the hub was told of it, whichever is later
     * @param audit who opened what and when something was erased, rotated or purged
     * @param purge when the nightly purge runs (cron, Danish time)
     */
    public record Retention(
            @NotNull @DefaultValue("30d") Period archive,
            @NotNull @DefaultValue("90d") Period refusedLines,
            @NotNull @DefaultValue("12m") Period records,
            @NotNull @DefaultValue("6m") Period vault,
            @NotNull @DefaultValue("24m") Period audit,
            @DefaultValue("0 30 3 * * *") String purge) {

        @AssertTrue(message = "a limit must be at least a day")
        boolean isAtLeastADay() {
            return Stream.of(archive, refusedLines, records, vault, audit)
                    .allMatch(limit -> !limit.isNegative() && !limit.isZero());
        }
    }

    /** @param keyFile the keyset that wraps every other key and keys the look-up; required outside the sandbox */
    public record Vault(Path keyFile) {}

    /**
     * @param folder what the partners' accounts hold, for as long as it lies there; on an encrypted disk
     * @param hostKeyFile the server's private key, which partners pin; made when it is not there
     * @param address to listen on
     */
    public record DropBox(
            @NotNull Path folder,
            @NotNull Path hostKeyFile,
            @DefaultValue("0.0.0.0") String address,
            @NotNull Integer port) {

        /** What a partner sees of its account. */
        public Path home(String partner) {
            return folder.resolve(partner).resolve("home");
        }
    }

    /**
     * @param address to listen on
     * @param keyStore PKCS12 with the server's key and certificates
     * @param authorities PEM file with the certificates of those who sign partners' certificates
     * @param revocationList of these authorities, PEM or DER; read again when it changes, and no certificate is good
     *     without it
     */
    public record Soap(
            @NotNull Integer port,
            @DefaultValue("0.0.0.0") String address,
            @NotNull Path keyStore,
            @NotNull String keyStorePassword,
            @NotNull Path authorities,
            @NotNull Path revocationList) {}

    /** @param operators user name to bcrypt hash; nobody can log in when empty, the sandbox needs no login */
    public record Console(@DefaultValue Map<String, String> operators) {}

    /**
     * @param folder database, broker, keys and the simulated neighbours' folders; only with the profile {@code sandbox}
     * @param samples lay out the neighbours' sample deliveries in a new sandbox
     * @param broker run a broker with simulated providers; else {@code spring.artemis} says where one is
     */
    public record Sandbox(
            @DefaultValue("data") Path folder,
            @DefaultValue("true") boolean samples,
            @DefaultValue("true") boolean broker) {}

    /** @param at when the nightly reconciliation runs (cron, Danish time), after the purge is through */
    public record Reconciliation(
            @DefaultValue("0 0 5 * * *") String at) {}
}
