/**
 * The boundary to the broker: how it may be reached, which messages and headers are let in, what is known of those that
 * come back, and whether it is there.
 */
package dk.rampe.channel.jms;
