package dk.rampe.channel.soap;

import org.apache.cxf.helpers.DOMUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The operation {@code HenvisningUdtraek.HentSiden} of a partner's service: the events after a number. Why a number goes
 * beside the time that the partner's annex has, see {@code docs/adr/0025}.
 */
final class HentSiden {

    static final String NAMESPACE = "urn:randers:jobcenter:henvisningudtraek:2";

    private static final String NAME = "HentSiden";

    /** Before any event: the number alone decides. */
    private static final String FROM_THE_BEGINNING = "2000-01-01T00:00:00Z";

    private final ServiceClient client;

    HentSiden(ServiceClient client) {
        this.client = client;
    }

    /**
     * @param after 0: from the first there is
     * @throws CallFailed when there is no answer, or none as agreed
     */
    EventPage ask(long after, int atMost) throws CallFailed {
        Document question = DOMUtils.createDocument();
        Element root = question.createElementNS(NAMESPACE, NAME);
        question.appendChild(root);
        add(root, "tidspunkt", FROM_THE_BEGINNING);
        add(root, "efterLoebenummer", String.valueOf(after));
        add(root, "maksAntal", String.valueOf(atMost));
        return EventPage.of(client.call(NAMESPACE + ":" + NAME, question), atMost);
    }

    private static void add(Element to, String name, String value) {
        to.appendChild(to.getOwnerDocument().createElementNS(NAMESPACE, name)).setTextContent(value);
    }
}
