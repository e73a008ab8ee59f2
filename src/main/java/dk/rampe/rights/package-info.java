/**
 * What citizens, and partners on their behalf, may ask for: that a case is erased, that a person is told what is held
 * (indsigt), and the account of what is held at all.
 */
package dk.rampe.rights;
