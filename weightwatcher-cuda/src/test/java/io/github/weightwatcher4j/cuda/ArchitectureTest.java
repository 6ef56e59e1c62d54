package io.github.weightwatcher4j.cuda;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** One class is all that a user sees, three are all that calls CUDA. */
@AnalyzeClasses(
    packagesOf = CudaProvider.class,
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
          .haveSimpleName("CudaProvider");

  @ArchTest
  static final ArchRule onlyTheDeviceCallsCuda =
      noClasses()
          .that()
          .doNotHaveSimpleName("CudaDevice")
          .and()
          .doNotHaveSimpleName("CudaLane")
          .and()
          .doNotHaveSimpleName("CudaCalls")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco.cuda..");

  @ArchTest
  static final ArchRule nobodyButWhoLooksForAGpuKnowsTheRealOne =
      noClasses()
          .that()
          .haveNameNotMatching(".*[.](Gpu|CudaDevice|CudaLane)([$].*)?")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(".*[.](CudaDevice|CudaLane|CudaCalls)([$].*)?");
}
