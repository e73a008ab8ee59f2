package dk.rampe.rights;

import java.util.List;

/**
 * What stands in the document, ready to be laid out; all of it in Danish.
 *
 * @param reference the municipality's journal number, or null
 * @param controller the jobcentre
 * @param controllersAgreement reference of its agreement
 * @param legalBasis as the agreement has it, or null
 * @param providers who carries out the programme
 * @param isProtected name-and-address protection, in one of the cases
 * @param evaluators who gets figures
 * @param withheld whether a version was left out that may be another person's
 */
record CitizensView(
        String madeOn,
        String municipality,
        String caseNumber,
        String reference,
        String programme,
        String controller,
        String controllersAgreement,
        String legalBasis,
        List<Processor> providers,
        List<String> evaluators,
        boolean isProtected,
        boolean withheld,
        List<Participation> participations,
        List<Arrival> arrivals,
        List<Recipient> recipients,
        List<Opening> openings,
        List<Limit> limits) {

    record Processor(String name, String agreement) {}

    /** @param gone since when there is no personal half any more, or null */
    record Participation(
            String caseNumber,
            String title,
            String status,
            List<Field> fields,
            String gone,
            List<Happening> happenings) {}

    record Field(String name, String now, List<String> earlier) {}

    record Happening(String date, String what, String details, String toldBy) {}

    record Arrival(String on, String from, String how, String about) {}

    record Recipient(String at, String to, String what) {}

    record Opening(String at, String who, String why) {}

    record Limit(String what, String since, String howLong, String until) {}
}
