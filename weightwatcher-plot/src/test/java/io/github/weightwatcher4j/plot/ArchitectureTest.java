package io.github.weightwatcher4j.plot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Marks on axes below, pages above. */
@AnalyzeClasses(packagesOf = PlotFormat.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = PlotFormat.class.getPackageName();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.github.weightwatcher4j.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesLookDownOnly =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("chart")
          .definedBy(ROOT + ".chart")
          .layer("layer")
          .definedBy(ROOT + ".layer")
          .layer("model")
          .definedBy(ROOT + ".model")
          .layer("series")
          .definedBy(ROOT + ".series")
          .layer("html")
          .definedBy(ROOT + ".html")
          .layer("files")
          .definedBy(ROOT)
          .whereLayer("chart")
          .mayNotAccessAnyLayer()
          .whereLayer("layer")
          .mayOnlyAccessLayers("chart")
          .whereLayer("model")
          .mayOnlyAccessLayers("chart")
          .whereLayer("series")
          .mayOnlyAccessLayers("chart", "layer", "model")
          .whereLayer("html")
          .mayOnlyAccessLayers("chart", "layer", "model", "series");

  @ArchTest
  static final ArchRule ofThePagesOnlyReportsArePublic =
      classes()
          .that()
          .resideInAPackage(ROOT + ".html")
          .and()
          .arePublic()
          .should()
          .haveSimpleNameEndingWith("Report");
}
