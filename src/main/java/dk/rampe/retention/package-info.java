/**
 * How long what is held is held: the limits of each class, who may say when something of it must go, and the nightly
 * purge with its proof. What a class is made of, and how some of it goes, says the room whose tables they are.
 */
package dk.rampe.retention;
