package dk.rampe.channel.soap;

import com.sun.net.httpserver.HttpExchange;
import dk.rampe.submission.TestCases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** Made-up events of Randers', handed out by {@code HentSiden} as its annex says, and what it was asked from. */
final class NumberedEvents implements CalledService.Answering {

    static final String PASSWORD = "hemmelig";

    private static final Pattern AFTER = Pattern.compile("efterLoebenummer>(\\d+)<");
    private static final Pattern AT_MOST = Pattern.compile("maksAntal>(\\d+)<");

    private final SortedMap<Long, String> events = new ConcurrentSkipListMap<>();
    private final List<Long> asked = Collections.synchronizedList(new ArrayList<>());

    static String caseNumber(int i) {
        return "R17-%06d".formatted(i);
    }

    NumberedEvents refer(long... numbers) {
        for (long number : numbers) {
            put(number, "OPRET", "INTERN", (int) number, referral((int) number));
        }
        return this;
    }

    NumberedEvents put(long number, String kind, String source, int caseOf, String content) {
        events.put(number, """
                <Haendelse loebenummer="%d" art="%s" kilde="%s" sagsId="%s" dato="2026-02-02">%s</Haendelse>""".formatted(number, kind, source, caseNumber(caseOf), content));
        return this;
    }

    private static String referral(int i) {
        return """
                <Henvisning><Personnummer>%s</Personnummer><Fornavne>Opfundine</Fornavne><Efternavn>Tænkeby</Efternavn>\
                <SituationsKode>1</SituationsKode><HenvistDato>2026-01-20</HenvistDato></Henvisning>""".formatted(TestCases.personNumber(i));
    }

    /** What it was asked from, in order. */
    List<Long> asked() {
        return List.copyOf(asked);
    }

    void forgetAsked() {
        asked.clear();
    }

    @Override
    public void answer(HttpExchange call) throws IOException {
        String question = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!question.contains(">" + PASSWORD + "<")) {
            CalledService.answer(call, 401, "text/plain", "");
            return;
        }
        long after = number(AFTER, question);
        asked.add(after);
        List<String> rest = List.copyOf(events.tailMap(after + 1).values());
        int most = (int) Math.min(rest.size(), number(AT_MOST, question));
        answer(call, page(most < rest.size(), rest.subList(0, most)));
    }

    static void answer(HttpExchange call, String page) throws IOException {
        CalledService.answer(
                call,
                200,
                "application/soap+xml",
                CalledService.envelope(page)
                        .replace(
                                "http://schemas.xmlsoap.org/soap/envelope/",
                                "http://www.w3.org/2003/05/soap-envelope"));
    }

    String page(boolean more, long... numbers) {
        List<String> some = new ArrayList<>();
        for (long number : numbers) {
            some.add(events.get(number));
        }
        return page(more, some);
    }

    private static String page(boolean more, List<String> events) {
        return "<HentSidenSvar xmlns='%s' flere='%s'>%s</HentSidenSvar>"
                .formatted(HentSiden.NAMESPACE, more, String.join("\n  ", events));
    }

    private static long number(Pattern pattern, String question) {
        return Long.parseLong(
                pattern.matcher(question).results().findFirst().orElseThrow().group(1));
    }
}
