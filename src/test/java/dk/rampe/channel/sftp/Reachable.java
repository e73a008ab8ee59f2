package dk.rampe.channel.sftp;

import java.util.List;

/** A partner's SFTP server. */
interface Reachable {

    /** Properties that {@code config/<partner>/application.yml} asks for, as arguments. */
    List<String> settings(String partner);
}
