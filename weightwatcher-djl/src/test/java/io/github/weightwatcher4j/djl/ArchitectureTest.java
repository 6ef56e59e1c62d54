package io.github.weightwatcher4j.djl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Nothing of one engine, and nothing of DL4J. */
@AnalyzeClasses(packagesOf = DjlAdapter.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.github.weightwatcher4j.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noEngineIsKnown =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl.pytorch..", "org.nd4j..", "org.deeplearning4j..");

  @Test
  void theClassPathHasNothingOfDl4j() {
    assertThat(System.getProperty("java.class.path"))
        .contains("weightwatcher-core")
        .doesNotContain("nd4j", "deeplearning4j", "weightwatcher-dl4j");
    assertThatThrownBy(() -> Class.forName("org.nd4j.linalg.api.ndarray.INDArray"))
        .isInstanceOf(ClassNotFoundException.class);
  }
}
