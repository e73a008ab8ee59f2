package dk.rampe.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.participation.PersonalField;
import dk.rampe.vault.Vault;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** A case's status as a jobcentre reads it, the contact person's name with it. */
@Component
class StatusRecord {

    private final Vault vault;
    private final ObjectMapper json;

    StatusRecord(Vault vault, ObjectMapper json) {
        this.vault = vault;
        this.json = json;
    }

    /** Canonical schema {@code status#/properties/records/items}. Opens the contact person for the partner, on the record. */
    ObjectNode of(CaseStatus status, UUID participation, String caseNumber, UUID statusId, String partner) {
        ObjectNode record = json.valueToTree(status);
        record.remove("contactPersonFrom");
        record.put("caseNumber", caseNumber).put("statusId", statusId.toString());
        Long contactFrom = status.contactPersonFrom();
        if (contactFrom != null) {
            var personal = vault.open(participation, List.of(contactFrom), partner, "status")
                    .get(contactFrom);
            String field = PersonalField.CONTACT_PERSON.canonicalName();
            if (personal != null && personal.hasNonNull(field)) {
                record.set("contactPerson", personal.get(field));
            }
        }
        return record;
    }
}
