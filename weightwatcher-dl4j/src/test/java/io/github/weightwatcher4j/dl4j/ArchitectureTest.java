package io.github.weightwatcher4j.dl4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Networks below, their training above. */
@AnalyzeClasses(
    packagesOf = NetworkAdapter.class,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = NetworkAdapter.class.getPackageName();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.github.weightwatcher4j.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesLookDownOnly =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("internal")
          .definedBy(ROOT + ".internal")
          .layer("networks")
          .definedBy(ROOT)
          .layer("training")
          .definedBy(ROOT + ".training")
          .layer("curvature")
          .definedBy(ROOT + ".curvature")
          .layer("generalization")
          .definedBy(ROOT + ".generalization")
          .whereLayer("training")
          .mayOnlyAccessLayers("internal", "networks")
          .whereLayer("curvature")
          .mayOnlyAccessLayers("internal", "networks")
          .whereLayer("generalization")
          .mayOnlyAccessLayers("internal", "networks")
          .whereLayer("internal")
          .mayNotAccessAnyLayer()
          .whereLayer("networks")
          .mayOnlyAccessLayers("internal");

  /**
   * Elsewhere a network is a {@code Model}; those that a user gives or gets have their own type.
   */
  @ArchTest
  static final ArchRule theKindsOfNetworkAreToldApartOnce =
      noClasses()
          .that()
          .doNotHaveSimpleName("ChangedNetwork")
          .and()
          .resideOutsideOfPackage(ROOT + ".internal")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(".*\\.(MultiLayerNetwork|ComputationGraph)");
}
