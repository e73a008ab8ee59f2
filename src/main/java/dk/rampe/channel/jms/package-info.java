/** The boundary to the broker: which messages and headers are let in. */
package dk.rampe.channel.jms;
