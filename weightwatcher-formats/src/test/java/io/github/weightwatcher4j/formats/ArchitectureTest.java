package io.github.weightwatcher4j.formats;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Formats stand on the foundation, not on each other. */
@AnalyzeClasses(packagesOf = WeightFile.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = WeightFile.class.getPackageName();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.github.weightwatcher4j.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theFoundationKnowsNoFormat =
      noClasses()
          .that()
          .resideInAPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".*..");

  @ArchTest
  static final ArchRule nothingIsDeserialized =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream");
}
