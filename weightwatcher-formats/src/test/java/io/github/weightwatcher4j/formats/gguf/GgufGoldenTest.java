package io.github.weightwatcher4j.formats.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files whose blocks ggml wrote, and the numbers that it reads from them, as digests. */
class GgufGoldenTest {

  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(resources = "/gguf/golden/sha256.csv")
  void everyNumberIsThatOfGgmlToTheLastBit(String name, String tensor, String digest)
      throws Exception {
    WeightFile file = Reading.open(TestFiles.resource("gguf/golden/" + name));
    Map<String, Layer> layers = new LinkedHashMap<>();
    file.layers().forEach(layer -> layers.put(layer.info().name() + ".weight", layer));

    Layer layer = Objects.requireNonNull(layers.get(tensor), () -> "only " + layers.keySet());

    assertThat(layer.weights().orElseThrow().precision()).isEqualTo(Precision.FLOAT32);
    assertThat(sha256(Reading.values(layer))).isEqualTo(digest);
  }

  private static String sha256(double[] values) throws NoSuchAlgorithmException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      assertThat((double) (float) value).isEqualTo(value); // a single already
      bytes.putFloat((float) value);
    }
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }

  @ParameterizedTest
  @EnumSource(GgufType.class)
  void everyTypeInBlocksHasAFileHere(GgufType type) throws IOException {
    String files = Files.readString(TestFiles.resource("gguf/golden/sha256.csv"));

    if (type.numbers() > 1 && type != GgufType.Q8_K) { // which ggml only computes with
      assertThat(files.toLowerCase(Locale.ROOT))
          .contains(type.name().toLowerCase(Locale.ROOT) + ".gguf");
    }
  }
}
