/** What tests leave behind, searched for person numbers: after each test, in all that it has written anywhere. */
package dk.rampe.leftover;
