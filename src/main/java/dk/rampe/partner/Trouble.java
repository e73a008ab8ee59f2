package dk.rampe.partner;

/** Why nothing goes to or comes from a partner, or might; what an operator does about it differs. */
public enum Trouble {
    /** The server shows another key than the one that is pinned: it may be somebody else's. */
    HOST_KEY_CHANGED,
    /** No key is pinned for the server. */
    HOST_KEY_UNKNOWN,
    /** The server shows a key that is marked as one not to be believed any more. */
    HOST_KEY_REVOKED,
    /** The server does not let the hub in. */
    LOGIN_REFUSED,
    /** An agreed folder is not there. */
    FOLDER_MISSING,
    /** The server does not let the hub read, write or move. */
    PERMISSION_DENIED,
    /** The server does not answer, or not to the end. */
    AWAY,
    /** Who answers for the server is not who was agreed, or does not take the hub for who it is: nothing is said to it. */
    NOT_TRUSTED,
    /** The partner's service refuses the hub's calls, or answers in a way that was not agreed. */
    CALLS_REFUSED,
    /** Somebody who said to be the partner came to its account on our server without its key, again and again. */
    KEPT_OUT
}
