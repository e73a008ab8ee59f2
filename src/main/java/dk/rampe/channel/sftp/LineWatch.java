package dk.rampe.channel.sftp;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Closes connections to partners' servers that carry nothing of use. The SSH library notices a server that is dead. It
 * waits for ever for one that answers its signs of life and nothing else, and for one that takes nothing of what is
 * written to it; a closed connection ends either wait with an error, and the work is tried again.
 */
@Component
class LineWatch {

    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "line watch");
        thread.setDaemon(true);
        return thread;
    });

    LineWatch() {
        clock.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * @param connectTimeout milliseconds
     * @param silence how long a connection may be of no use, idle ones too
     */
    Line connect(String host, int port, int connectTimeout, Duration silence) throws IOException {
        Line line = new Line(silence);
        try {
            line.connect(host, port, connectTimeout);
        } catch (IOException e) {
            line.close();
            throw e;
        }
        lines.add(line);
        return line;
    }

    private void look() {
        lines.removeIf(Line::isClosed);
        lines.forEach(Line::closeIfSilent);
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }
}
