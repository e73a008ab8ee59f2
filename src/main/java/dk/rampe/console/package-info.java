/**
 * The operators' web page: who is fine, who is not, and what was refused. Top floor: reads the tables and the partner
 * settings, changes nothing. Shows ids, counts and codes; never a file name, a case number or anything about a person.
 */
package dk.rampe.console;
