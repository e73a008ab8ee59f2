package dk.rampe.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A partner's {@code HenvisningUdtraek}, as its annex has it ({@code HenvisningUdtraek.wsdl}). The events that it hands out are
 * those in the files of {@code haendelser/}, with the numbers that stand there: a number that is left out is a gap. A case
 * number in {@code advarsel.txt} or {@code fejl.txt}, with a text after it, is answered so when its status is told.
 */
final class PolledNeighbour implements AutoCloseable {

    private static final String CONTRACT = "urn:randers:jobcenter:henvisningudtraek:2";
    private static final String SECURITY =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final int MOST = 200;

    private final String user;
    private final String password;
    private final Path events;
    private final ToldStatuses statuses;
    private final SoapService service;

    private PolledNeighbour(String partner, KeyStoreFile own, String user, String password, SandboxFolders folders)
            throws IOException, GeneralSecurityException {
        this.user = user;
        this.password = password;
        this.events = Files.createDirectories(folders.neighbour(partner).resolve("haendelser"));
        this.statuses = new ToldStatuses(partner, folders);
        this.service = SoapService.start(partner, own, SoapService.Version.SOAP_12, "HenvisningUdtraek", this::answer);
    }

    /**
     * @param own key and certificate of its server
     * @param user with {@code password}, who may call
     */
    static PolledNeighbour start(String partner, KeyStoreFile own, String user, String password, SandboxFolders folders)
            throws IOException, GeneralSecurityException {
        return new PolledNeighbour(partner, own, user, password, folders);
    }

    String url() {
        return service.url();
    }

    private String answer(Document call) throws IOException {
        if (!user.equals(text(call, SECURITY, "Username")) || !password.equals(text(call, SECURITY, "Password"))) {
            throw new SoapService.Refused("Brugernavn eller adgangskode er forkert.");
        }
        if (call.getElementsByTagNameNS(CONTRACT, "HentSiden").getLength() == 1) {
            return page(number(call, "efterLoebenummer"), (int) Math.min(MOST, number(call, "maksAntal")));
        }
        NodeList told = call.getElementsByTagNameNS(CONTRACT, "Status");
        if (told.getLength() == 1) {
            return told((Element) told.item(0));
        }
        throw new SoapService.Refused("Kaldet er ikke som aftalt.");
    }

    private String page(long after, int atMost) throws IOException {
        List<Element> rest = List.copyOf(read().tailMap(after + 1).values());
        StringBuilder page = new StringBuilder(
                "<HentSidenSvar xmlns=\"" + CONTRACT + "\" flere=\"" + (rest.size() > atMost) + "\">");
        for (Element event : rest.subList(0, Math.min(rest.size(), atMost))) {
            page.append(SoapService.written(event));
        }
        return page.append("</HentSidenSvar>").toString();
    }

    /** By their numbers; one that stands in two files is as the later name has it. */
    private SortedMap<Long, Element> read() throws IOException {
        SortedMap<Long, Element> all = new TreeMap<>();
        for (Path file : SettledFiles.in(events, name -> name.endsWith(".xml"))) {
            NodeList found = SoapService.parsed(file).getElementsByTagNameNS(CONTRACT, "Haendelse");
            for (int i = 0; i < found.getLength(); i++) {
                Element event = (Element) found.item(i);
                all.put(Long.valueOf(event.getAttribute("loebenummer")), event);
            }
        }
        return all;
    }

    private String told(Element status) throws IOException {
        statuses.keep(UUID.fromString(status.getAttribute("statusId")), status);
        String caseNumber = status.getAttribute("sagsId");
        Optional<String> error = statuses.word("fejl.txt", caseNumber, "Sagen findes ikke.");
        Optional<String> warning = statuses.word("advarsel.txt", caseNumber, "Sagen er lukket hos os.");
        String code = error.isPresent() ? "FEJL" : warning.isPresent() ? "ADVARSEL" : "OK";
        return "<ModtagStatusSvar xmlns=\"%s\" svar=\"%s\">%s</ModtagStatusSvar>"
                .formatted(
                        CONTRACT,
                        code,
                        SoapService.escaped(error.or(() -> warning).orElse("")));
    }

    private static long number(Document call, String element) throws IOException {
        try {
            return Long.parseLong(text(call, CONTRACT, element).strip());
        } catch (NumberFormatException e) {
            throw new SoapService.Refused(element + " mangler eller er ikke et tal.");
        }
    }

    private static String text(Document call, String namespace, String element) {
        NodeList found = call.getElementsByTagNameNS(namespace, element);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    @Override
    public void close() {
        service.close();
    }
}
