package dk.rampe.channel.soap;

import dk.rampe.channel.soap.CallFailed.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/** Takes an answer in before it is read: one that goes on for ever, in bytes or in time, is none. */
final class WholeAnswer extends AbstractPhaseInterceptor<Message> {

    private final int mostBytes;
    private final Duration within;

    WholeAnswer(int mostBytes, Duration within) {
        super(Phase.RECEIVE);
        this.mostBytes = mostBytes;
        this.within = within;
    }

    @Override
    public void handleMessage(Message message) {
        InputStream answer = message.getContent(InputStream.class);
        if (answer == null) {
            return;
        }
        CompletableFuture<Void> reading = new CompletableFuture<>();
        // the transport waits for the next byte as long as it takes, unless its stream is closed
        reading.orTimeout(within.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> close(answer));
        byte[] bytes;
        try {
            bytes = answer.readNBytes(mostBytes + 1);
        } catch (IOException e) {
            throw new Fault(reading.complete(null) ? e : new CallFailed(Reason.NO_ANSWER_IN_TIME));
        }
        if (!reading.complete(null)) {
            throw new Fault(new CallFailed(Reason.NO_ANSWER_IN_TIME));
        }
        close(answer);
        if (bytes.length > mostBytes) {
            throw new Fault(new CallFailed(Reason.NOT_UNDERSTOOD));
        }
        message.setContent(InputStream.class, new ByteArrayInputStream(bytes));
    }

    private static Void close(InputStream answer) {
        try {
            answer.close();
        } catch (IOException e) {
            // what was to be had of it has been read
        }
        return null;
    }
}
