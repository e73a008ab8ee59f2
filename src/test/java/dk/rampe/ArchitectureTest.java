package dk.rampe;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house as {@code package-info} of {@code dk.rampe} draws it. A rule that finds nothing to check fails. */
@AnalyzeClasses(packages = "dk.rampe", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /**
     * Each room and the rooms it may use: all on floors below its own, with three exceptions. The vault is told by the
     * settings where its keys are, and by retention, as all rooms that hold something, for how long. Few may open the
     * vault. The sandbox plays the neighbours, who know no more of the
     * hub than its settings, and once runs what else waits for a timetable: status files and releases.
     */
    private static final String HOUSE = """
            console       : channel rights submission outcome delivery retention partner mapping participation vault
            sandbox       : outcome delivery partner
            command       : channel rights reconciliation submission outcome delivery retention partner mapping participation
            channel       : rights submission outcome delivery partner mapping participation
            rights        : submission outcome delivery retention partner mapping participation vault
            reconciliation: retention partner
            submission    : delivery retention partner mapping participation vault
            outcome       : delivery retention partner mapping participation
            delivery      : retention partner mapping participation vault
            vault         : retention partner
            retention     : partner
            partner       :
            mapping       :
            participation :
            """;

    @ArchTest
    static final ArchRule aRoomUsesRoomsOnFloorsBelowItsOwn = house();

    @ArchTest
    static final ArchRule waysInAndOutDoNotUseOneAnother =
            slices().matching("dk.rampe.channel.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule mappingAndParticipationKnowNeitherCamelNorSpring = noClasses()
            .that()
            .resideInAnyPackage("dk.rampe.mapping..", "dk.rampe.participation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "org.springframework..");

    @ArchTest
    static final ArchRule mappingKnowsNoDatabase = noClasses()
            .that()
            .resideInAPackage("dk.rampe.mapping..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule onlySubmissionDeliveryRightsAndConsoleOpenTheVault = classes()
            .that()
            .resideInAPackage("dk.rampe.vault..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage(
                    "dk.rampe.vault..",
                    "dk.rampe.submission..",
                    "dk.rampe.delivery..",
                    "dk.rampe.rights..",
                    "dk.rampe.console..");

    @ArchTest
    static final ArchRule theFoldIsPureJava = classes()
            .that()
            .resideInAPackage("dk.rampe.participation..")
            .and()
            .doNotHaveSimpleName("EventLog")
            .and()
            .doNotHaveSimpleName("FactsJson")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dk.rampe.participation..", "java..", "com.fasterxml.jackson.annotation..");

    @ArchTest
    static final ArchRule onlyTheEventLogOfParticipationKnowsTheDatabase = noClasses()
            .that()
            .resideInAPackage("dk.rampe.participation..")
            .and()
            .doNotHaveSimpleName("EventLog")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("dk.rampe.participation.EventLog");

    @ArchTest
    static final ArchRule onlyFactsAreAnnotatedForJson = noClasses()
            .that()
            .resideInAPackage("dk.rampe.participation..")
            .and()
            .doNotHaveSimpleName("Facts")
            .and()
            .doNotHaveSimpleName("FactsJson")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml..");

    @ArchTest
    static final ArchRule onlyCommandsWriteToTheTerminal =
            noClasses().that(resideOutsideOfPackage("dk.rampe.command..")).should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule everythingLogsThroughTheSameSettings =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    @Test
    void everyPackageSaysWhatLivesThere() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .map(Path::getParent)
                            .distinct())
                    .hasSizeGreaterThan(10)
                    .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                            .content()
                            .startsWith("/**"));
        }
    }

    private static ArchRule house() {
        Map<String, List<String>> mayUse = HOUSE.lines()
                .map(line -> line.split(" *: *"))
                .collect(toMap(line -> line[0], line -> line.length == 1 ? List.of() : List.of(line[1].split(" "))));
        var house = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .ensureAllClassesAreContainedInArchitectureIgnoring("dk.rampe");
        for (String room : mayUse.keySet()) {
            house = house.layer(room).definedBy("dk.rampe." + room + "..");
        }
        for (var room : mayUse.entrySet()) {
            var one = house.whereLayer(room.getKey());
            String[] others = room.getValue().toArray(String[]::new);
            house = others.length == 0 ? one.mayNotAccessAnyLayer() : one.mayOnlyAccessLayers(others);
        }
        return house;
    }
}
