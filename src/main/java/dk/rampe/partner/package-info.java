/**
 * Who the hub talks to, and how: the typed settings of {@code config/}, the routes made of them, and which node may
 * poll a partner. Ground floor: knows no other room.
 */
package dk.rampe.partner;
