/**
 * What a route cannot say in YAML, a package for each way in and out. Hands submissions in and carries deliveries
 * out.
 */
package dk.rampe.channel;
