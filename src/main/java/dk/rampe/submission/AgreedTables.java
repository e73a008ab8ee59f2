package dk.rampe.submission;

import dk.rampe.mapping.Mappings;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partner.Document;
import dk.rampe.partner.Partner.Receipts.When;
import dk.rampe.partner.Partners;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;

/**
 * Every field table that the settings name is looked up once at the start: a table that is not there should stop the
 * operator who forgot it, not the first file of the night.
 */
@Component
class AgreedTables {

    private final Mappings mappings;

    /** @throws InvalidConfigurationPropertyValueException for the first missing table, named by its setting */
    AgreedTables(Partners partners, Mappings mappings) {
        this.mappings = mappings;
        partners.all().forEach(this::check);
    }

    private void check(String id, Partner partner) {
        String settings = "rampe.partners." + id;
        if (partner.collect() != null) {
            partner.collect()
                    .files()
                    .forEach((kind, file) ->
                            checkMessages(id, settings + ".collect.files." + kind + ".messages", file.messages()));
        }
        for (When when : When.values()) {
            List<Document> documents = partner.receipts().documents(when);
            for (int i = 0; i < documents.size(); i++) {
                String document = settings + ".receipts." + when.name().toLowerCase(Locale.ROOT) + "[" + i + "]";
                checkDocument(id, document + ".mapping", documents.get(i).mapping());
            }
        }
        if (partner.status() != null) {
            checkDocument(id, settings + ".status.mapping", partner.status().mapping());
            if (partner.status().marker() != null) {
                checkDocument(
                        id,
                        settings + ".status.marker.mapping",
                        partner.status().marker().mapping());
            }
        }
        if (partner.isCalledWithStatuses()) {
            checkDocument(
                    id,
                    settings + ".service.status.mapping",
                    partner.service().status().mapping());
        }
        if (partner.isPolled()) {
            checkMessages(
                    id,
                    settings + ".service.poll.messages",
                    partner.service().poll().messages());
        }
        if (partner.soap() != null) {
            checkMessages(id, settings + ".soap", Partner.Soap.MESSAGES.subList(0, 1));
            checkMessages(id, settings + ".soap", Partner.Soap.MESSAGES.subList(1, 2));
            checkDocument(id, settings + ".soap", Partner.Soap.RECEIPT);
            checkDocument(id, settings + ".soap", Partner.Soap.STATUS);
        }
        if (partner.jms() != null) {
            found(
                    settings + ".jms.progress",
                    partner.jms().progress(),
                    () -> mappings.incoming(id, List.of(ProgressEvents.MESSAGE)));
        } else if (partner.rest() != null) {
            found(settings + ".rest", id, () -> mappings.incoming(id, List.of(ProgressEvents.MESSAGE)));
        }
    }

    /** Each by itself, to name the one that is missing, then all together. */
    private void checkMessages(String id, String setting, List<String> messages) {
        for (int i = 0; i < messages.size(); i++) {
            List<String> one = List.of(messages.get(i));
            found(setting + "[" + i + "]", one, () -> mappings.incoming(id, one));
        }
        found(setting + "[0]", messages, () -> mappings.incoming(id, messages));
    }

    private void checkDocument(String id, String setting, String message) {
        if (message != null) {
            found(setting, message, () -> mappings.outgoing(id, message));
        }
    }

    private static void found(String setting, Object value, Runnable lookUp) {
        try {
            lookUp.run();
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(setting, value, "In mappings: " + e.getMessage());
        }
    }
}
