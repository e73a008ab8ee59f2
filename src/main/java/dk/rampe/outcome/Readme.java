package dk.rampe.outcome;

import dk.rampe.partner.HubSettings.Programme;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code README.txt} of a release, for people, in Danish. */
final class Readme {

    private static final Map<RoundingMode, String> ROUNDINGS = Map.of(
            RoundingMode.DOWN, "afkortet (ikke afrundet), så 28 af 33 er 84 %",
            RoundingMode.HALF_UP, "afrundet, en halv op, så 28 af 33 er 85 %");

    private Readme() {}

    static byte[] of(UUID id, Programme programme, LocalDate asOf, LocalDate madeOn, List<Row> rows) {
        long hidden = rows.stream().filter(Row::suppressed).count();
        String percent = ROUNDINGS.getOrDefault(programme.rounding(), "afrundet efter " + programme.rounding());
        return """
                Anonyme resultater af programmet %1$s

                Opgjort pr.:   %2$s
                Dannet:        %3$s
                Udgivelse:     %4$s
                Tærskel (k):   %5$d
                Rækker:        %6$d, heraf %7$d skjulte

                indicators.csv har én række for hver indikator i hver kommune (trecifret kode) og for
                projektet som helhed (PROJECT): grundtal, andele (tæller og nævner) og målinger ved start og slut.
                Projektets tal er summen af kommunernes.

                Procenttal er hele procent og %8$s.
                Gennemsnit har én decimal, er afrundet og vises kun for mindst 10 personer.

                En skjult række har suppressed = true. Tæller, procent og gennemsnit er tomme; nævneren står
                der, hvor den selv må vises. Et tal er skjult, når det eller det, der er tilbage af
                nævneren, handler om færre end %5$d personer, når nævneren er mindre end %5$d, eller når et
                resultat gælder alle eller ingen. Er et tal skjult ét sted, er det skjult alle steder.
                Hvilken af grundene det er, fremgår ikke.

                Der er indtil videre kun brugt denne primære skjulning. Der er ikke skjult flere tal for at
                hindre, at et skjult tal regnes ud af de viste eller af to udgivelser tilsammen.
                """.formatted(programme.name(), asOf, madeOn, id, programme.threshold(), rows.size(), hidden, percent)
                .getBytes(StandardCharsets.UTF_8);
    }
}
