/**
 * SOAP, both ways. What a jobcentre calls: referrals and case updates in, receipts and statuses out, on a port of its own
 * with client certificates. And what the hub calls at a jobcentre: a service that is told statuses, or asked for events.
 * Contracts that are ours ({@code ReferralService.wsdl}, {@code StatusReceiver.wsdl}) stand here; the words in them are the
 * partner's field tables', see {@code docs/adr/0023} to {@code 0025}.
 */
package dk.rampe.channel.soap;
