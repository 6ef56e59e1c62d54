package io.github.weightwatcher4j.digits;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Public are the data and the networks. */
@AnalyzeClasses(packagesOf = Digits.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule onlyWhatAUserNeedsIsPublic =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .should()
          .haveSimpleName("Digits")
          .orShould()
          .haveSimpleName("DigitsMlp")
          .orShould()
          .haveSimpleName("DigitsConvNet");
}
