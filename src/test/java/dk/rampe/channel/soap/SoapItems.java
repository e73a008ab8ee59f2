package dk.rampe.channel.soap;

import dk.rampe.submission.TestCases;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Made-up calls of Aarhus', and what is to be read in the answers. */
public final class SoapItems {

    private static final Pattern ITEM = Pattern.compile("<Item>.*?<ItemOutcomeCode>(\\w+)<.*?</Item>", Pattern.DOTALL);
    private static final Pattern REASON = Pattern.compile("<ReasonCode>([^<]+)<");

    private SoapItems() {}

    public static String caseNumber(int i) {
        return "A-2026/%06d".formatted(i);
    }

    public static String submitReferral(UUID transaction, String... referrals) {
        return operation("SubmitReferral", transaction, String.join("", referrals));
    }

    public static String submitCaseUpdate(UUID transaction, String... updates) {
        return operation("SubmitCaseUpdate", transaction, String.join("", updates));
    }

    public static String getReceipt(UUID submitted) {
        return operation(
                "GetReceipt",
                UUID.randomUUID(),
                "<SubmittedTransactionIdentifier>" + submitted + "</SubmittedTransactionIdentifier>");
    }

    public static String getStatus(String caseNumber) {
        return operation(
                "GetStatus", UUID.randomUUID(), "<CaseNumberIdentifier>" + caseNumber + "</CaseNumberIdentifier>");
    }

    static String changedSince(String time) {
        return operation("GetStatus", UUID.randomUUID(), "<ChangedSinceTime>" + time + "</ChangedSinceTime>");
    }

    static String operation(String name, UUID transaction, String content) {
        return "<%s xmlns=\"%s\"><TransactionIdentifier>%s</TransactionIdentifier>%s</%s>"
                .formatted(name, Contract.NAMESPACE, transaction, content, name);
    }

    public static String referral(int i) {
        return referral(i, TestCases.personNumber(i));
    }

    public static String referral(int i, String personNumber) {
        return """
                <Referral><CaseNumberIdentifier>%s</CaseNumberIdentifier>\
                <PersonCivilRegistrationIdentifier>%s</PersonCivilRegistrationIdentifier>\
                <PersonGivenName>Opfundine</PersonGivenName><PersonSurnameName>Tænkeby</PersonSurnameName>\
                <TargetGroupCode>PRIMARY</TargetGroupCode><SituationCode>UNEMPLOYED_FLEXJOB</SituationCode>\
                <WeeklyHoursQuantity>12.5</WeeklyHoursQuantity><ReferralDate>2026-02-01</ReferralDate></Referral>""".formatted(caseNumber(i), personNumber);
    }

    /** @param inner what changes */
    static String update(int i, String inner) {
        return "<CaseUpdate><CaseNumberIdentifier>%s</CaseNumberIdentifier><EffectiveDate>2026-02-02</EffectiveDate>%s</CaseUpdate>"
                .formatted(caseNumber(i), inner);
    }

    public static String phone(int i, String number) {
        return update(i, "<TelephoneNumberIdentifier>" + number + "</TelephoneNumberIdentifier>");
    }

    /** Outcomes of the items, in order, with codes: {@code ACCEPTED}, {@code REJECTED R-1301}. */
    static List<String> outcomes(String answer) {
        List<String> outcomes = new ArrayList<>();
        for (Matcher item = ITEM.matcher(answer); item.find(); ) {
            StringBuilder outcome = new StringBuilder(item.group(1));
            for (Matcher reason = REASON.matcher(item.group()); reason.find(); ) {
                outcome.append(' ').append(reason.group(1));
            }
            outcomes.add(outcome.toString());
        }
        return outcomes;
    }

    /** The text of the first element of that name; null without one. */
    static String text(String answer, String element) {
        Matcher found = Pattern.compile("<" + element + ">([^<]*)<").matcher(answer);
        return found.find() ? found.group(1) : null;
    }
}
