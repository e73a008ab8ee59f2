package dk.rampe.outcome;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dk.rampe.participation.Event;
import dk.rampe.participation.Kind;
import dk.rampe.participation.ProgressSample;
import dk.rampe.participation.Story;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The facts in the good sample deliveries of Silkeborg, Norddjurs and SIND, read by the shortest way and by nothing
 * that the hub reads them with: case number to events.
 */
final class SampleCases {

    private static final DateTimeFormatter DANISH = DateTimeFormatter.ofPattern("dd-MM-yyyy");
    private static final Map<String, String> SITUATIONS = Map.of(
            "FLEKS-LEDIG", "UNEMPLOYED_FLEXJOB",
            "FLEKS-SYG", "SICK_LISTED_FLEXJOB",
            "LED", "UNEMPLOYED_FLEXJOB",
            "SYG", "SICK_LISTED_FLEXJOB");

    private final Map<String, List<Event>> cases = new TreeMap<>();
    private long number;

    static Map<String, List<Event>> events() throws Exception {
        SampleCases samples = new SampleCases();
        for (String date : List.of("20211231", "20221231", "20230630", "20231201")) {
            samples.silkeborgReferrals("silkeborg/henvisning_" + date + "_01.csv");
            samples.norddjursReferrals("norddjurs/RAMPE_" + date + "0600.xml");
        }
        samples.silkeborgUpdates("silkeborg/sagsopdatering_20230630_01.csv");
        ProgressSample.byCase()
                .forEach((caseNumber, events) -> samples.of(caseNumber).addAll(events));
        return samples.cases;
    }

    private void silkeborgReferrals(String file) throws Exception {
        for (Map<String, String> line : csv(file)) {
            refer(
                    line.get("Sagsnr"),
                    LocalDate.parse(line.get("Henvist dato"), DANISH),
                    line.get("Målgruppe").equals("PRIMÆR"),
                    line.get("Situation"));
        }
    }

    private void silkeborgUpdates(String file) throws Exception {
        for (Map<String, String> line : csv(file)) {
            if (line.get("Ændring").equals("TRUKKET")) {
                LocalDate on = LocalDate.parse(line.get("Gældende fra"), DANISH);
                of(line.get("Sagsnr"))
                        .add(new Event(++number, "WITHDRAWN//" + on, Kind.WITHDRAWN, on, null, null, Story.facts()));
            }
        }
    }

    private void norddjursReferrals(String file) throws Exception {
        try (InputStream in = open(file)) {
            NodeList referrals = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getElementsByTagName("Henvisning");
            for (int i = 0; i < referrals.getLength(); i++) {
                Element referral = (Element) referrals.item(i);
                refer(
                        referral.getAttribute("id"),
                        LocalDate.parse(text(referral, "HenvisningsDato")),
                        text(referral, "MaalgruppeKode").equals("1"),
                        text(referral, "SituationKode"));
            }
        }
    }

    private void refer(String caseNumber, LocalDate on, boolean primary, String situation) {
        of(caseNumber)
                .add(new Event(
                        ++number,
                        "referral",
                        Kind.REFERRED,
                        on,
                        null,
                        null,
                        Story.facts(
                                "targetGroup",
                                primary ? "PRIMARY" : "RELATIVE",
                                "situation",
                                SITUATIONS.get(situation))));
    }

    private List<Event> of(String caseNumber) {
        return cases.computeIfAbsent(caseNumber, any -> new ArrayList<>());
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    private static List<Map<String, String>> csv(String file) throws Exception {
        CsvSchema schema = CsvSchema.emptySchema().withHeader().withColumnSeparator(';');
        try (MappingIterator<Map<String, String>> lines = new CsvMapper()
                .readerForMapOf(String.class)
                .with(schema)
                .readValues(new InputStreamReader(open(file), Charset.forName("windows-1252")))) {
            return lines.readAll();
        }
    }

    private static InputStream open(String file) {
        return SampleCases.class.getResourceAsStream("samples/" + file);
    }
}
