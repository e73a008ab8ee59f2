package dk.rampe.channel.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The WSDL, its schema and Aarhus' field tables say the same. */
class ContractTest {

    private static final Path AARHUS = Path.of("mappings/aarhus");
    private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
    private static final String SOAP_1_1 = "http://schemas.xmlsoap.org/wsdl/soap/";
    private static final String XSD = "http://www.w3.org/2001/XMLSchema";
    private static final String ID = "0b7a4f5e-6c1d-4a52-9d0b-5a2f6f1e7a01";

    private final Contract contract = new Contract();

    static Stream<Path> incoming() throws IOException {
        try (Stream<Path> files = Files.walk(AARHUS.resolve("samples"))) {
            return files.filter(file -> file.endsWith("input.xml")).toList().stream();
        }
    }

    static Stream<Path> outgoing() throws IOException {
        try (Stream<Path> files = Files.walk(AARHUS.resolve("samples"))) {
            return files.filter(file -> file.endsWith("expected.xml")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("incoming")
    void whatTheFieldTablesReadKeepsTheSchema(Path sample) throws Exception {
        assertThat(contract.isKeptBy(document(Files.readString(sample)))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("outgoing")
    void whatTheFieldTablesWriteKeepsTheSchema(Path sample) throws Exception {
        String content = Files.readString(sample).replaceFirst("<\\?.*?\\?>", "");
        String answer = content.strip().startsWith("<Receipt") ? "GetReceiptResponse" : "GetStatusResponse";

        assertThat(contract.isKeptBy(document(inside(answer, content)))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "situation, AgreedSituationCodeType",
        "target-group, AgreedTargetGroupCodeType",
        "receipt-outcome, ReceiptOutcomeCodeType",
        "item-outcome, ItemOutcomeCodeType",
        "status, StatusCodeType",
        "reason, StatusReasonCodeType",
        "placement, PlacementCodeType"
    })
    void everyCodeListIsToldInTheSchema(String list, String type) throws Exception {
        List<String> codes = Files.readAllLines(AARHUS.resolve("codes").resolve(list + ".csv")).stream()
                .skip(2)
                .map(line -> line.substring(0, line.indexOf(';')))
                .distinct()
                .toList();

        assertThat(enumerated(type)).containsExactlyInAnyOrderElementsOf(codes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SubmitReferral   | <TransactionIdentifier>1</TransactionIdentifier>
                    SubmitReferral   | %ID%
                    SubmitReferral   | %ID%<Referral/>
                    SubmitCaseUpdate | <CaseUpdate><CaseNumberIdentifier>1</CaseNumberIdentifier></CaseUpdate>
                    GetStatus        | %ID%
                    GetStatus        | %ID%<CaseNumberIdentifier>1</CaseNumberIdentifier><CaseNumberIdentifier>2</CaseNumberIdentifier>
                    GetStatus        | %ID%<ChangedSinceTime>i går</ChangedSinceTime>
                    GetReceipt       | %ID%
                    Unknown          | %ID%
                    """)
    void whatIsNotAgreedBreaksTheSchema(String operation, String inside) throws Exception {
        String id = "<TransactionIdentifier>" + ID + "</TransactionIdentifier>";

        assertThat(contract.isKeptBy(document(inside(operation, inside.replace("%ID%", id)))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"500, true", "501, false"})
    void aCallHoldsFiveHundredAtMost(int items, boolean agreed) throws Exception {
        String update = "<CaseUpdate><CaseNumberIdentifier>1</CaseNumberIdentifier><EffectiveDate/></CaseUpdate>";
        String id = "<TransactionIdentifier>" + ID + "</TransactionIdentifier>";

        assertThat(contract.isKeptBy(document(inside("SubmitCaseUpdate", id + update.repeat(items)))))
                .isEqualTo(agreed);
    }

    @Test
    void everyOperationIsDocumentLiteralWrappedOverSoap11AndSaysWhatItDoesInDanish() throws Exception {
        Document wsdl = resource("ReferralService.wsdl");
        Set<String> elements = Set.copyOf(names(resource("ReferralService.xsd"), XSD, "element"));
        Element portType =
                (Element) wsdl.getElementsByTagNameNS(WSDL, "portType").item(0);
        List<String> operations = names(portType, WSDL, "operation");

        assertThat(operations).containsExactly("SubmitReferral", "SubmitCaseUpdate", "GetStatus", "GetReceipt");
        for (String operation : operations) {
            assertThat(elements).contains(operation, operation + "Response");
            assertThat(parts(wsdl, operation + "Request")).containsExactly("rs:" + operation);
            assertThat(parts(wsdl, operation + "Response")).containsExactly("rs:" + operation + "Response");
        }
        assertThat(portType.getElementsByTagNameNS(WSDL, "documentation").getLength())
                .isEqualTo(operations.size());
        assertThat(each(wsdl.getElementsByTagNameNS(SOAP_1_1, "body")))
                .hasSize(2 * operations.size())
                .allSatisfy(body -> assertThat(body.getAttribute("use")).isEqualTo("literal"));
    }

    private static List<String> parts(Document wsdl, String message) {
        return each(wsdl.getElementsByTagNameNS(WSDL, "message")).stream()
                .filter(one -> one.getAttribute("name").equals(message))
                .flatMap(one -> each(one.getElementsByTagNameNS(WSDL, "part")).stream())
                .map(part -> part.getAttribute("element"))
                .toList();
    }

    private static List<String> enumerated(String type) throws Exception {
        return each(resource("ReferralService.xsd").getElementsByTagNameNS(XSD, "simpleType")).stream()
                .filter(one -> one.getAttribute("name").equals(type))
                .flatMap(one -> each(one.getElementsByTagNameNS(XSD, "enumeration")).stream())
                .map(value -> value.getAttribute("value"))
                .toList();
    }

    private static List<String> names(org.w3c.dom.Node within, String namespace, String element) {
        NodeList found = within instanceof Document document
                ? document.getElementsByTagNameNS(namespace, element)
                : ((Element) within).getElementsByTagNameNS(namespace, element);
        return each(found).stream().map(one -> one.getAttribute("name")).toList();
    }

    private static List<Element> each(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Document resource(String name) throws Exception {
        try (InputStream content = Contract.resource(name).openStream()) {
            return document(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String inside(String element, String content) {
        return "<%s xmlns=\"%s\">%s</%s>".formatted(element, Contract.NAMESPACE, content, element);
    }

    private static Document document(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
