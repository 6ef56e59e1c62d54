package io.github.weightwatcher4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;

/** The picture in docs/architecture.md: every package sees only what stands to its left. */
@AnalyzeClasses(
    packagesOf = WeightWatcher.class,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = WeightWatcher.class.getPackageName();

  /**
   * From left to right; right of the root package stands what calls it. What is internal to a
   * package stands beside it, but for the machinery of {@code run}.
   */
  private static final List<String> PACKAGES =
      List.of(
          ROOT + ".run",
          ROOT + ".model",
          ROOT + ".matrix",
          ROOT + ".spectrum",
          ROOT + ".fit",
          ROOT + ".bulk",
          ROOT + ".random",
          ROOT + ".setol",
          ROOT + ".similarity",
          ROOT + ".curvature",
          ROOT + ".option",
          ROOT + ".metric",
          ROOT + ".verdict",
          ROOT + ".change",
          ROOT + ".pruning",
          ROOT + ".report",
          ROOT + ".compare",
          ROOT + ".trend",
          ROOT + ".rank",
          ROOT + ".export",
          ROOT + ".check",
          ROOT + ".run.internal",
          ROOT,
          ROOT + ".training");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().assignedFrom(byPackage()).should().beFreeOfCycles();

  @ArchTest static final ArchRule packagesLookLeftOnly = classes().should(lookLeftOnly());

  @ArchTest
  static final ArchRule onlySpectrumCallsTheNativeLibrary =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".spectrum..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco.openblas..");

  @ArchTest
  static final ArchRule onlyTheArrayAdapterAndWhatComesBeforeItsBackendsKnowNd4j =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".model.internal")
          .and()
          .doNotHaveSimpleName("Nd4jStart")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..");

  @ArchTest
  static final ArchRule stagesNeverSeeTheOptions =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              ROOT, ROOT + ".run.internal", ROOT + ".option", ROOT + ".training..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(".*\\.AnalysisOptions.*");

  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return PACKAGES.contains(name) ? name : name.replaceFirst("\\.internal$", "");
  }

  private static SliceAssignment byPackage() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return type.getPackageName().startsWith(ROOT)
            ? SliceIdentifier.of(room(type))
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages of " + ROOT;
      }
    };
  }

  private static ArchCondition<JavaClass> lookLeftOnly() {
    return new ArchCondition<>("depend only on packages to their left") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        int place = PACKAGES.indexOf(room(type));
        if (place < 0) {
          events.add(
              SimpleConditionEvent.violated(type, type + " is in no package of the picture"));
        }
        type.getDirectDependenciesFromSelf().stream()
            .filter(to -> PACKAGES.indexOf(room(to.getTargetClass())) > place)
            .forEach(to -> events.add(SimpleConditionEvent.violated(type, to.getDescription())));
      }
    };
  }
}
