/**
 * The hub's own SFTP server, for partners that have none: an account each, with nothing in it but the agreed folders. What
 * a partner puts there goes the same way as what is fetched elsewhere; knows no Camel.
 */
package dk.rampe.channel.dropbox;
