package dk.rampe.rights;

import dk.rampe.participation.Event;
import dk.rampe.participation.Facts;
import dk.rampe.participation.Fate;
import dk.rampe.participation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The factual half of an event in a few Danish words; nothing of it is left out but the provider's own id of a job. */
final class EventWords {

    private EventWords() {}

    static String of(Event event, Fate fate, List<String> besides) {
        Facts facts = event.facts();
        List<String> words = new ArrayList<>();
        if (facts.accepted() != null) {
            words.add(facts.accepted() ? "taget ind i forløbet" : "ikke taget ind i forløbet");
        }
        add(words, "targetGroup", facts.targetGroup());
        add(words, "situation", facts.situation());
        if (facts.flexJobGrantedOn() != null) {
            words.add("godkendt til fleksjob den " + Danish.date(facts.flexJobGrantedOn()));
        }
        if (facts.isProtected() != null) {
            words.add((facts.isProtected() ? "med" : "uden") + " navne- og adressebeskyttelse");
        }
        if (facts.field() != null) {
            words.add(Danish.word("field", facts.field()).toLowerCase(Locale.ROOT));
        }
        add(words, "placement", facts.placement());
        if (facts.weeklyMinutes() != null) {
            words.add(Danish.time(facts.weeklyMinutes()) + " om ugen");
        }
        if (facts.minutes() != null) {
            words.add(Danish.time(facts.minutes()));
        }
        add(words, "by", facts.by());
        measured(facts, words);
        add(words, "reason", facts.reason());
        words.addAll(besides);
        if (fate.what() != Fate.What.COUNTS) {
            words.add(Danish.word("fate", fate.what()));
        } else if (event.kind() != Kind.RETRACTED && event.supersedes() != null) {
            words.add("retter en tidligere oplysning");
        }
        return String.join("; ", words);
    }

    private static void measured(Facts facts, List<String> words) {
        add(words, "instrument", facts.instrument());
        add(words, "wave", facts.wave());
        if (facts.items() != null) {
            words.add("svar " + facts.items().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        if (facts.level() != null) {
            words.add("svar: " + Danish.word("level", facts.level()));
        }
        if (facts.score() != null) {
            words.add("samlet " + facts.score());
        }
    }

    private static void add(List<String> words, String list, String code) {
        if (code != null) {
            words.add(Danish.word(list, code));
        }
    }
}
