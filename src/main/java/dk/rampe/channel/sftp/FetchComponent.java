package dk.rampe.channel.sftp;

import org.springframework.stereotype.Component;

/** {@code sftp:}, for fetching. */
@Component("sftp")
@org.apache.camel.spi.annotations.Component("sftp")
class FetchComponent extends WatchedComponent {

    FetchComponent(LineWatch watch) {
        super(watch);
    }
}
