// A partner's client made with the npm package "soap" from the contract that the hub serves: makes every call, and one that
// must fail, and prints what it is answered, a JSON document.
// usage: NODE_PATH=<where the package is> node soap-client.js <service> <client.p12> <password> <authority.pem> <case number>
const fs = require('fs');
const https = require('https');
const { randomUUID } = require('crypto');
const soap = require('soap');

const [service, p12, passphrase, authority, caseNumber] = process.argv.slice(2);
const pfx = fs.readFileSync(p12);
const ca = fs.readFileSync(authority);

async function main() {
  const client = await soap.createClientAsync(service + '?wsdl', {
    endpoint: service,
    wsdl_options: { httpsAgent: new https.Agent({ pfx, passphrase, ca }) },
  });
  client.setSecurity(new soap.ClientSSLSecurityPFX(pfx, passphrase, { ca }));
  const answers = {};
  const call = async (operation, content) => {
    const request = { TransactionIdentifier: randomUUID(), ...content };
    try {
      [answers[operation]] = await client[operation + 'Async'](request);
    } catch (e) {
      answers[operation] = { fault: e.root ? e.root.Envelope.Body.Fault : String(e) };
    }
    return request.TransactionIdentifier;
  };

  const referral = {
    CaseNumberIdentifier: caseNumber,
    PersonCivilRegistrationIdentifier: '6203781234',
    PersonGivenName: 'Fiktiva',
    PersonSurnameName: 'Ærøgård',
    TargetGroupCode: 'PRIMARY',
    SituationCode: 'UNEMPLOYED_FLEXJOB',
    ReferralDate: '2026-02-01',
  };
  const referred = await call('SubmitReferral', { Referral: [referral, { ...referral, ReferralDate: '2026-02-31' }] });
  await call('SubmitCaseUpdate', {
    CaseUpdate: [{ CaseNumberIdentifier: caseNumber, EffectiveDate: '2026-02-02', TelephoneNumberIdentifier: '22222222' }],
  });
  await call('GetStatus', { CaseNumberIdentifier: caseNumber });
  await call('GetReceipt', { SubmittedTransactionIdentifier: referred });
  const good = answers.SubmitReferral;
  await call('SubmitReferral', { Referral: [{ CaseNumberIdentifier: caseNumber }] });
  answers.Faulty = answers.SubmitReferral;
  answers.SubmitReferral = good;
  console.log(JSON.stringify(answers, null, 1));
}

main().catch((e) => {
  console.error(e);
  process.exit(1);
});
