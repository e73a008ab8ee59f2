import contract.CaseUpdateType;
import contract.ReceiptType;
import contract.ReferralService;
import contract.ReferralService_Service;
import contract.ReferralType;
import contract.ServiceFault_Exception;
import jakarta.xml.ws.BindingProvider;
import java.io.File;
import java.util.List;
import java.util.UUID;

/**
 * A partner's client over classes that the reference implementation of JAX-WS has generated from the contract that the hub
 * serves: makes every call, and one that must fail, and prints what it is answered, a line each. Key and trust are the
 * JVM's ({@code javax.net.ssl}).
 *
 * <p>Arguments: service, contract, case number.
 */
public class Client {

    public static void main(String[] args) throws Exception {
        ReferralService service =
                new ReferralService_Service(new File(args[1]).toURI().toURL()).getReferralServicePort();
        ((BindingProvider) service).getRequestContext().put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, args[0]);
        String caseNumber = args[2];

        String referred = UUID.randomUUID().toString();
        print(
                "SubmitReferral",
                service.submitReferral(
                        referred, List.of(referral(caseNumber, "2026-02-01"), referral(caseNumber, "2026-02-31"))));
        print("SubmitCaseUpdate", service.submitCaseUpdate(UUID.randomUUID().toString(), List.of(update(caseNumber))));
        service.getStatus(UUID.randomUUID().toString(), caseNumber, null)
                .getStatus()
                .forEach(one ->
                        System.out.println("GetStatus " + one.getCaseNumberIdentifier() + " " + one.getStatusCode()));
        print("GetReceipt", service.getReceipt(UUID.randomUUID().toString(), referred));
        try {
            service.submitReferral("no uuid", List.of(referral(caseNumber, "2026-02-01")));
        } catch (ServiceFault_Exception e) {
            System.out.println("Faulty " + e.getFaultInfo().getFaultCode());
        }
    }

    private static void print(String operation, ReceiptType receipt) {
        StringBuilder line = new StringBuilder(operation);
        receipt.getItem().forEach(item -> {
            line.append(' ').append(item.getItemOutcomeCode());
            item.getReason().forEach(reason -> line.append(' ').append(reason.getReasonCode()));
        });
        System.out.println(line);
    }

    private static ReferralType referral(String caseNumber, String date) {
        ReferralType referral = new ReferralType();
        referral.setCaseNumberIdentifier(caseNumber);
        referral.setPersonCivilRegistrationIdentifier("6203781234");
        referral.setPersonGivenName("Fiktiva");
        referral.setPersonSurnameName("Ærøgård");
        referral.setTargetGroupCode("PRIMARY");
        referral.setSituationCode("UNEMPLOYED_FLEXJOB");
        referral.setReferralDate(date);
        return referral;
    }

    private static CaseUpdateType update(String caseNumber) {
        CaseUpdateType update = new CaseUpdateType();
        update.setCaseNumberIdentifier(caseNumber);
        update.setEffectiveDate("2026-02-02");
        update.setTelephoneNumberIdentifier("22222222");
        return update;
    }
}
