package io.github.weightwatcher4j.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked for and how much of it comes, on a model of ten layers of 16.8 MB. */
class TrafficTest {

  private static final int SIDE = 2048;
  private static final long LAYER = 4L * SIDE * SIDE;
  private static final byte[] MODEL =
      Samples.safetensors(0, SIDE, SIDE, SIDE, SIDE, SIDE, SIDE, SIDE, SIDE, SIDE, SIDE);

  private static final RemoteOptions OPTIONS =
      RemoteOptions.defaults().retries(5, Duration.ofMillis(1));

  private final RangeServer server = new RangeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private ModelSource model() throws IOException {
    server.files.put("/model.safetensors", MODEL);
    server.redirects = true;
    Path path = RemoteFiles.open(server.address("/model.safetensors"), OPTIONS);
    return ModelAdapters.open(path);
  }

  /** The sum of a layer's weights, read by blocks of rows as the analysis reads them. */
  static double sum(Layer layer) throws IOException {
    try (WeightTensor tensor = layer.weights().orElseThrow().open()) {
      double sum = 0;
      int columns = (int) tensor.shape().rowLength();
      int rows = 256;
      DoubleBuffer block = DoubleBuffer.allocate(rows * columns);
      for (long row = 0; row < tensor.shape().dim(0); row += rows) {
        int part = (int) Math.min(rows, tensor.shape().dim(0) - row);
        block.clear();
        tensor.read(row, part, 0, columns, block);
        for (double weight : java.util.Arrays.copyOf(block.array(), part * columns)) {
          sum += weight;
        }
      }
      return sum;
    }
  }

  @Test
  void describingAModelTakesFourRequestsAtMost() throws IOException {
    List<Layer> layers = model().layers();

    assertThat(MODEL.length).isGreaterThan(167_000_000);
    assertThat(layers).hasSize(10);
    assertThat(server.requests.get()).isLessThanOrEqualTo(4);
    assertThat(server.bytes.get()).isLessThanOrEqualTo(1 << 20);
  }

  @Test
  void aLayerIsFetchedAndNothingBehindIt() throws IOException {
    List<Layer> layers = model().layers();

    sum(layers.get(4));

    assertThat(server.bytes.get()).isBetween(LAYER, LAYER + (2 << 20));
    assertThat(server.requests.get()).isLessThanOrEqualTo(20);
  }

  /** One that is read and four ahead; no order of theirs and no time is needed to see it. */
  @Test
  void blocksAreFetchedAheadOfASlowServer() throws IOException {
    List<Layer> layers = model().layers();
    server.reset();
    server.delayMillis = 50;

    sum(layers.get(4));

    assertThat(server.mostAtOnce.get()).isBetween(2, 5);
    assertThat(server.requests.get()).isLessThanOrEqualTo(20);
  }

  @Test
  void bytesAreToldAsTheyComeUpToAllOfAModel() throws IOException {
    server.files.put("/model.safetensors", MODEL);
    Path path = RemoteFiles.open(server.address("/model.safetensors"), OPTIONS);
    ModelSource model = ModelAdapters.open(path);
    List<Traffic> told = Collections.synchronizedList(new ArrayList<>());

    try (RemoteFiles.Subscription ended = RemoteFiles.onTraffic(path, told::add)) {
      sum(model.layers().get(0));
      assertThat(ended).isNotNull();
    }
    int heard = told.size();
    for (Layer layer : model.layers().subList(1, 10)) {
      sum(layer);
    }

    assertThat(heard).isGreaterThan(16); // at least once a block
    assertThat(told).hasSize(heard); // nothing after the end of the subscription
    assertThat(told).extracting(Traffic::known).containsOnly((long) MODEL.length);
    assertThat(told.stream().mapToLong(Traffic::received).max().orElseThrow())
        .isBetween(LAYER, LAYER + (2 << 20));
    assertThat(RemoteFiles.traffic(path)).hasValue(new Traffic(MODEL.length, MODEL.length));
  }

  @Test
  void aWholeModelIsItsBytesAndHardlyMore() throws IOException {
    for (Layer layer : model().layers()) {
      sum(layer);
    }

    assertThat(server.bytes.get()).isBetween((long) MODEL.length, MODEL.length * 105L / 100);
    assertThat(server.log).doesNotHaveDuplicates(); // no part is asked for twice
  }
}
