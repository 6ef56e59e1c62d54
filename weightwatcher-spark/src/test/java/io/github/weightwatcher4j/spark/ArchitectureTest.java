package io.github.weightwatcher4j.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Public is what a program on a cluster is written with; files know nothing of Spark. */
@AnalyzeClasses(
    packagesOf = SparkAnalysis.class,
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
          .haveSimpleName("SparkAnalysis")
          .orShould()
          .haveSimpleName("SparkResults")
          .orShould()
          .haveSimpleName("SparkCommand")
          .orShould()
          .haveSimpleName("HadoopFiles");

  @ArchTest
  static final ArchRule filesKnowNothingOfSpark =
      noClasses()
          .that()
          .resideInAPackage("..spark.hadoop")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark..");
}
