/**
 * What a jobcentre calls over SOAP: referrals and case updates in, receipts and statuses out, on a port of its own with
 * client certificates. The contract is ours ({@code ReferralService.wsdl}), the words in it are the partner's field
 * tables', see {@code docs/adr/0023}.
 */
package dk.rampe.channel.soap;
