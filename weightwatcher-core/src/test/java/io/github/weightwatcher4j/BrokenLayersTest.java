package io.github.weightwatcher4j;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.samples.Sources;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A layer that cannot be read is skipped with its reason; the others are there. */
class BrokenLayersTest {

  private static final double[][] MATRIX = gaussian(191, 30, 20);

  private static Analysis beside(Weights.Opener opener) {
    Layer broken = Sources.layer(1, "broken", 30, 20, opener);
    ModelSource source =
        ModelSource.of(
            "model",
            List.of(Sources.layer(0, "first", MATRIX), broken, Sources.layer(2, "last", MATRIX)));
    Analysis analysis = new WeightWatcher(source).analyze();
    assertThat(analysis.details().stream().map(LayerReport::name)).containsExactly("first", "last");
    return analysis;
  }

  private static void requireSkipped(Analysis analysis, String reason) {
    assertThat(analysis.skipped()).hasSize(1);
    assertThat(analysis.skipped().get(0).layer().name()).isEqualTo("broken");
    assertThat(analysis.skipped().get(0).cause()).isEqualTo(Cause.FAILED);
    assertThat(analysis.skipped().get(0).reason()).contains(reason);
  }

  @Test
  void anOpenerThatFindsNoFile() {
    requireSkipped(
        beside(
            () -> {
              throw new IOException("no such file: weights.bin");
            }),
        "no such file: weights.bin");
  }

  @Test
  void anOpenerWithABug() {
    requireSkipped(
        beside(
            () -> {
              throw new IllegalArgumentException("unknown dtype F4");
            }),
        "unknown dtype F4");
  }

  @Test
  void anOpenerThatWantsMoreMemoryThanThereIs() {
    requireSkipped(
        beside(
            () -> {
              throw new OutOfMemoryError("Java heap space");
            }),
        "Java heap space");
  }

  @Test
  void aReadThatFailsHalfWayClosesTheTensor() {
    AtomicInteger open = new AtomicInteger();
    Analysis analysis =
        beside(
            () -> {
              open.incrementAndGet();
              return Sources.watched(
                  MATRIX,
                  () -> {
                    throw new java.io.UncheckedIOException(new IOException("disk on fire"));
                  },
                  open::decrementAndGet);
            });
    requireSkipped(analysis, "disk on fire");
    assertThat(open).hasValue(0);
  }

  @Test
  void aTensorOfAnotherShapeThanAnnounced() {
    requireSkipped(
        beside(() -> WeightTensor.of(new double[3][3])),
        "announced as [30 x 20] and turned out to be [3 x 3]");
  }

  @Test
  void aTensorThatReadsTooMuchOrTooLittle() {
    requireSkipped(
        beside(
            () ->
                Sources.watched(
                    MATRIX,
                    () -> {
                      throw new BufferOverflowException();
                    },
                    () -> {})),
        "BufferOverflowException");
  }
}
