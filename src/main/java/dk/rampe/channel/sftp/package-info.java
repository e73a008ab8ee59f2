/**
 * Files on a partner's SFTP server: which are ready to be taken and what is done with them afterwards, and how ours are
 * put in place without ever being seen half-written. Connections, listings and transfers are Camel's.
 */
package dk.rampe.channel.sftp;
