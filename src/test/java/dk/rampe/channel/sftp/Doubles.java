package dk.rampe.channel.sftp;

import static org.mockito.Mockito.RETURNS_DEFAULTS;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mockito.Mockito;
import org.mockito.invocation.InvocationOnMock;
import org.mockito.stubbing.Answer;

/** What stands behind the routes. Routes run while a test says what it does, which Mockito's own stubbing cannot bear. */
final class Doubles implements Answer<Object> {

    private final Map<String, Answer<?>> answers = new ConcurrentHashMap<>();

    <T> T of(Class<T> type) {
        return Mockito.mock(type, this);
    }

    /** From the next call on. @param method by its name, which no two doubles share */
    void on(String method, Answer<?> answer) {
        answers.put(method, answer);
    }

    void forget() {
        answers.clear();
    }

    @Override
    public Object answer(InvocationOnMock call) throws Throwable {
        return answers.getOrDefault(call.getMethod().getName(), RETURNS_DEFAULTS)
                .answer(call);
    }
}
