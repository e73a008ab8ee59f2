package dk.rampe.partner;

import dk.rampe.partner.Partner.Role;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Whether the programmes of the partners fit together, which the settings of one partner alone cannot show. */
final class AgreedProgrammes {

    private AgreedProgrammes() {}

    /**
     * @throws InvalidConfigurationPropertyValueException for the first that does not; the start ends with file and
     * line
     */
    static void check(HubSettings settings) {
        settings.partners().forEach((id, partner) -> {
            for (int i = 0; i < partner.programmes().size(); i++) {
                String programme = partner.programmes().get(i);
                String setting = "rampe.partners." + id + ".programmes[" + i + "]";
                if (!settings.programmes().containsKey(programme)) {
                    throw new InvalidConfigurationPropertyValueException(
                            setting, programme, "There is no such programme under rampe.programmes");
                }
                if (partner.role() == Role.JOBCENTRE && !isProvided(programme, settings)) {
                    throw new InvalidConfigurationPropertyValueException(
                            setting, programme, "No partner with the role PROVIDER has this programme");
                }
            }
        });
    }

    private static boolean isProvided(String programme, HubSettings settings) {
        return settings.partners().values().stream()
                .anyMatch(partner ->
                        partner.role() == Role.PROVIDER && partner.programmes().contains(programme));
    }
}
