package io.github.weightwatcher4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Provenance;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;

class PartTest {

  private static Analysis analysis() {
    Random random = new Random(1);
    double[][] weights = new double[40][30];
    for (double[] row : weights) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return new WeightWatcher(Map.of("fc", weights)).analyze();
  }

  private static Piece piece(int file) {
    return new Piece(file, "https://user:secret@host/m" + file + "?token=secret", List.of(), true);
  }

  /** The same analysis, as if other kernels had computed it. */
  private static Analysis by(String kernels, Analysis analysis) {
    Provenance of = analysis.provenance();
    return Analysis.of(
        analysis.rawModel(),
        analysis.details(),
        analysis.summary(),
        analysis.skipped(),
        analysis.findings(),
        analysis.notes(),
        Provenance.of(
            of.library(),
            of.java(),
            of.system(),
            of.solver(),
            kernels,
            of.options(),
            of.seed(),
            of.started(),
            of.elapsed(),
            of.file()));
  }

  @Test
  void kernelsThatDifferAreToldWithTheExecutorsThatHaveThem() {
    Analysis analysis = analysis();
    Part haswell = Part.of(piece(0), by("OpenBLAS (Haswell)", analysis), "executor 1 on b");
    Part zen = Part.of(piece(1), by("OpenBLAS (Zen)", analysis), "executor 0 on a");
    Part failed = Part.failed(piece(2), "damaged", "executor 3 on c");

    assertThat(new Kernels(List.of(haswell, failed)).notes()).isEmpty();
    assertThat(new Kernels(List.of(zen, haswell, failed, haswell)).notes())
        .containsExactly(
            "executors computed with different kernels, so that last digits differ between them"
                + " (OpenBLAS (Haswell): executor 1 on b; OpenBLAS (Zen): executor 0 on a); set"
                + " spark.executorEnv.OPENBLAS_CORETYPE, to Haswell for example, for the same bits"
                + " everywhere");
  }

  @Test
  void aPartThatCanNoLongerBeComputedSaysSo() {
    Part gone = Part.failed(piece(2), "there is no file m2", "executor 3 on c");

    assertThatThrownBy(gone::analysis)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("https://host/m2 was analysed")
        .hasMessageContaining("there is no file m2");
  }

  @Test
  void whatPassesBetweenMachinesPassesThroughKryoToo() {
    Analysis analysis = analysis();
    Part part = Part.of(piece(0), analysis, "executor 1 on b");
    SerializerInstance kryo = new KryoSerializer(new SparkConf(false)).newInstance();

    Part read = copied(kryo, part, Part.class);
    Listing listing = copied(kryo, Listing.of(Map.of(3, 2.5)), Listing.class);
    Piece[] pieces = copied(kryo, new Piece[] {piece(4)}, Piece[].class);

    assertThat(read.analysis()).isEqualTo(analysis);
    assertThat(listing.index(0)).isEqualTo(3);
    assertThat(listing.work(0)).isEqualTo(2.5);
    assertThat(pieces[0].file()).isEqualTo(4);
  }

  private static <T> T copied(SerializerInstance kryo, T value, Class<T> type) {
    ClassTag<T> tag = ClassTag.apply(type);
    ByteBuffer bytes = kryo.serialize(value, tag);
    return kryo.deserialize(bytes, tag);
  }

  @Test
  void secretsOfAnAddressAreNoPartOfAResult() {
    Part failed = Part.failed(piece(2), "damaged", "executor 3 on c");

    assertThat(failed.model()).isEqualTo("https://host/m2");
    assertThat(Models.shown("/data/a?b#c")).isEqualTo("/data/a?b#c");
  }
}
