/**
 * A row in, a canonical record or coded faults out; and the other way round for what goes to a partner. What a partner
 * calls things stands in {@code mappings/}, not here. Ground floor: knows no other room, no Camel, no Spring and no
 * database; everything streams.
 */
package dk.rampe.mapping;
