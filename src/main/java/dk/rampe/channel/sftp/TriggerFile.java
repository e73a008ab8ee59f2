package dk.rampe.channel.sftp;

import com.ctc.wstx.stax.WstxInputFactory;
import dk.rampe.mapping.Fault;
import dk.rampe.mapping.FaultCode;
import dk.rampe.partner.Partner.Trigger;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a Serviceplatformen trigger says of the data file beside it. Inner elements are unqualified as a rule; those of
 * senders that qualify them are read too.
 *
 * @param size bytes, null when it is no number
 */
record TriggerFile(String fileName, Long size, String sender, String sendersFileId, List<String> recipients) {

    private static final String NAMESPACE = "http://serviceplatformen.dk/xml/wsdl/soap11/SFTP/1/types";
    private static final XMLInputFactory XML = new WstxInputFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    /** @return null when it is no trigger */
    static TriggerFile read(byte[] content) {
        Map<String, String> values = new HashMap<>();
        List<String> recipients = new ArrayList<>();
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(new ByteArrayInputStream(content));
            while (!xml.isStartElement()) {
                if (xml.next() == XMLStreamReader.DTD) {
                    return null;
                }
            }
            if (!"Trigger".equals(xml.getLocalName()) || !NAMESPACE.equals(xml.getNamespaceURI())) {
                return null;
            }
            while (xml.next() != XMLStreamReader.END_DOCUMENT) {
                if (xml.isStartElement()) {
                    switch (xml.getLocalName()) {
                        case "FileName", "SizeInBytes", "Sender", "SendersFileId" ->
                            values.put(xml.getLocalName(), xml.getElementText().strip());
                        case "Recipients" -> recipients.add(xml.getElementText().strip());
                        default -> {}
                    }
                }
            }
        } catch (XMLStreamException e) {
            return null;
        }
        String id = values.get("SendersFileId");
        return new TriggerFile(
                values.get("FileName"),
                number(values.get("SizeInBytes")),
                values.get("Sender"),
                id == null || id.isEmpty() ? null : id,
                recipients);
    }

    /** Everything in which trigger, file and agreement do not agree. */
    List<Fault> check(String name, long listedSize, Trigger agreed) {
        List<Fault> faults = new ArrayList<>();
        if (!name.equals(fileName)) {
            faults.add(FaultCode.TRIGGER_NAME_DISAGREES.fault("FileName"));
        }
        if (size == null || size != listedSize) {
            faults.add(FaultCode.TRIGGER_SIZE_DISAGREES.fault("SizeInBytes"));
        }
        if (!agreed.sender().equals(sender)) {
            faults.add(FaultCode.TRIGGER_SENDER_UNKNOWN.fault("Sender"));
        }
        if (!recipients.contains(agreed.recipient())) {
            faults.add(FaultCode.TRIGGER_RECIPIENT_MISSING.fault("Recipients"));
        }
        return faults;
    }

    private static Long number(String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
