package dk.rampe.partner;

import dk.rampe.partner.Partner.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The neighbours by id, and who is what to whom. */
@Component
public class Partners {

    private final Map<String, Partner> byId;

    Partners(HubSettings settings) {
        AgreedProgrammes.check(settings);
        this.byId = settings.partners();
    }

    /** @throws IllegalArgumentException when there is no such partner */
    public Partner get(String id) {
        Partner partner = byId.get(id);
        if (partner == null) {
            throw new IllegalArgumentException("no partner '" + id + "' in config/; there are " + byId.keySet());
        }
        return partner;
    }

    public Map<String, Partner> all() {
        return byId;
    }

    /** Ids of the partners whose settings have this part. */
    public List<String> with(Function<Partner, Object> part) {
        return byId.keySet().stream()
                .filter(id -> part.apply(byId.get(id)) != null)
                .sorted()
                .toList();
    }

    public Optional<String> jobcentreOf(String municipality) {
        return ids(Role.JOBCENTRE)
                .filter(id -> municipality.equals(byId.get(id).municipality()))
                .findFirst();
    }

    /** @throws IllegalStateException when nobody provides the programme */
    public String providerOf(String programme) {
        return ids(Role.PROVIDER)
                .filter(id -> byId.get(id).programmes().contains(programme))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no provider for programme " + programme));
    }

    public List<String> providers() {
        return ids(Role.PROVIDER).toList();
    }

    public List<String> evaluatorsOf(String programme) {
        return ids(Role.EVALUATOR)
                .filter(id -> byId.get(id).programmes().contains(programme))
                .toList();
    }

    private java.util.stream.Stream<String> ids(Role role) {
        return byId.keySet().stream().filter(id -> byId.get(id).role() == role).sorted();
    }
}
