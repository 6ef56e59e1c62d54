package io.github.weightwatcher4j.assertj;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Public is what a test is written with. */
@AnalyzeClasses(
    packagesOf = WeightWatcherAssertions.class,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule onlyWhatAUserNeedsIsPublic =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .should()
          .haveSimpleName("WeightWatcherAssertions")
          .orShould()
          .haveSimpleName("AnalysisAssert")
          .orShould()
          .haveSimpleName("LayerReportAssert");
}
