package dk.rampe.channel.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import com.jcraft.jsch.SftpException;
import dk.rampe.partner.Trouble;
import java.io.IOException;
import java.util.Optional;

/** What is behind an exception: nothing of its text, which may quote names. */
record Cause(Throwable root) {

    static Cause of(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return new Cause(root);
    }

    /** Nothing when it is no trouble of the server's, as when the database is away. */
    Optional<Trouble> trouble() {
        if (root instanceof JSchChangedHostKeyException) {
            return Optional.of(Trouble.HOST_KEY_CHANGED);
        }
        if (root instanceof JSchUnknownHostKeyException) {
            return Optional.of(Trouble.HOST_KEY_UNKNOWN);
        }
        if (root instanceof JSchRevokedHostKeyException) {
            return Optional.of(Trouble.HOST_KEY_REVOKED);
        }
        if (root instanceof JSchException && String.valueOf(root.getMessage()).startsWith("Auth fail")) {
            return Optional.of(Trouble.LOGIN_REFUSED);
        }
        if (root instanceof SftpException refusal && refusal.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
            return Optional.of(Trouble.FOLDER_MISSING);
        }
        if (root instanceof SftpException refusal && refusal.id == ChannelSftp.SSH_FX_PERMISSION_DENIED) {
            return Optional.of(Trouble.PERMISSION_DENIED);
        }
        boolean ofTheLine =
                root instanceof JSchException || root instanceof SftpException || root instanceof IOException;
        return ofTheLine ? Optional.of(Trouble.AWAY) : Optional.empty();
    }

    /** For the log. */
    String inWords() {
        String kind = root.getClass().getSimpleName();
        return trouble()
                .map(trouble -> switch (trouble) {
                    case HOST_KEY_CHANGED -> "its host key is not the pinned one";
                    case HOST_KEY_UNKNOWN -> "no host key is pinned";
                    case HOST_KEY_REVOKED -> "its host key is revoked";
                    case LOGIN_REFUSED -> "login refused";
                    case FOLDER_MISSING -> "no such file or folder";
                    case PERMISSION_DENIED -> "permission denied";
                    case NOT_TRUSTED, CALLS_REFUSED, AWAY, KEPT_OUT -> kind;
                })
                .orElse(kind);
    }
}
