package dk.rampe.outcome;

import dk.rampe.outcome.OutcomeRelease.State;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** {@code README.txt} of a release, for people, in Danish. */
final class Readme {

    private static final Map<RoundingMode, String> ROUNDINGS = Map.of(
            RoundingMode.DOWN, "afkortet (ikke afrundet), så 28 af 33 er 84 %",
            RoundingMode.HALF_UP, "afrundet, en halv op, så 28 af 33 er 85 %");

    private static final Map<State, String> NEWS = Map.of(
            State.FIRST, "Dette er programmets første udgivelse.",
            State.MOVED, "Rækker, der er opgjort på ny, har en nyere dato i as_of end i forrige udgivelse.",
            State.QUIET, "Intet er opgjort på ny: alle rækker gentager forrige udgivelse.",
            State.REPEATED, "BEMÆRK: En kontrol gik ikke igennem. Alle rækker gentager derfor forrige udgivelse.");

    private Readme() {}

    static byte[] of(Bundle bundle) {
        long hidden = bundle.rows().stream().filter(Row::suppressed).count();
        RoundingMode rounding = bundle.settings().rounding();
        String percent = ROUNDINGS.getOrDefault(rounding, "afrundet efter " + rounding);
        return """
                Anonyme resultater af programmet %1$s

                Opgjort pr.:        %2$s
                Dannet:             %3$s
                Udgivelse:          %4$s
                Forrige udgivelse:  %5$s
                Tærskel (k):        %6$d
                Rækker:             %7$d, heraf %8$d skjulte

                %9$s

                indicators.csv har én række for hver indikator i hver kommune (trecifret kode) og for
                projektet som helhed (PROJECT): grundtal, andele (tæller og nævner) og målinger ved start og slut.
                Projektets tal er summen af kommunernes, som de er vist.

                Procenttal er hele procent og %10$s.
                Gennemsnit har én decimal, er afrundet og vises kun for mindst 10 personer.

                En skjult række har suppressed = true. Tæller, procent og gennemsnit er tomme; nævneren står
                der, hvor den selv må vises. Et tal er skjult, når det eller det, der er tilbage af
                nævneren, handler om færre end %6$d personer, når nævneren er mindre end %6$d, når et
                resultat gælder alle eller ingen, eller når et andet skjult tal ellers kunne regnes ud.
                Er et tal skjult ét sted, er det skjult alle steder. Hvilken af grundene det er, fremgår ikke.

                Hver række har sin egen dato (as_of). En kommunes tal for til- og afgang opgøres først på ny,
                når det, der er sket siden, vedrører mindst %6$d personer; et resultat først, når det også
                gælder resultatet selv, og de nye hverken alle eller slet ikke har opnået det. Ellers kunne to
                udgivelser tilsammen fortælle om den enkelte. Rettelser, tilbagetrækninger og sletninger
                behandles på samme måde.

                reconciliation.csv viser for hvert tal, hvad forrige udgivelse viste, hvad denne viser, og
                forskellen. datapackage.json beskriver filerne og hver kolonne på dansk og engelsk.
                """.formatted(
                        bundle.settings().name(),
                        bundle.asOf(),
                        bundle.madeOn(),
                        bundle.id(),
                        Objects.toString(bundle.previous(), "ingen"),
                        bundle.settings().threshold(),
                        bundle.rows().size(),
                        hidden,
                        NEWS.get(bundle.state()),
                        percent)
                .getBytes(StandardCharsets.UTF_8);
    }
}
