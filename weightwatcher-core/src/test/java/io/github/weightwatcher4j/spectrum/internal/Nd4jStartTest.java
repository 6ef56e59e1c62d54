package io.github.weightwatcher4j.spectrum.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;

class Nd4jStartTest {

  @Test
  void nd4jMakesOneAndTakesAnother() {
    assertThat(ServiceLoader.load(Nd4jBackend.class))
        .filteredOn(Nd4jStart.class::isInstance)
        .singleElement()
        .satisfies(start -> assertThat(start.isAvailable()).isFalse())
        .satisfies(
            start -> assertThat(start.getPriority()).isLessThan(Nd4j.getBackend().getPriority()));
    assertThat(Nd4j.getBackend()).isNotInstanceOf(Nd4jStart.class);
  }
}
