package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.similarity.LayerFlow;
import io.github.weightwatcher4j.similarity.Representation;
import io.github.weightwatcher4j.similarity.SimilarityMeasure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Whether networks that differ in nothing but their seed come to represent digits alike: layers
 * against layers by CKA and by CCA, trained and untrained, and what each layer writes against what
 * the next one reads.
 *
 * <p>After Kornblith et al., Similarity of Neural Network Representations Revisited, ICML 2019.
 *
 * @param trained what the layers of each trained network make of the images
 * @param untrained the same before training
 * @param flows the analysis of each trained network, with its flows
 * @param random the same before training
 */
public record SimilarLayers(
    List<List<Representation>> trained,
    List<List<Representation>> untrained,
    List<Analysis> flows,
    List<Analysis> random) {

  private static final int[] WIDTHS = {128, 128, 128, 128};

  /** Copies the lists. */
  public SimilarLayers {
    trained = List.copyOf(trained);
    untrained = List.copyOf(untrained);
    flows = List.copyOf(flows);
    random = List.copyOf(random);
  }

  /** Trains five networks 64 - 128 - 128 - 128 - 128 - 10 and prints the tables. */
  public static void main(String[] args) {
    System.out.println(of(Digits.load(1), 30, 5));
  }

  /** As many networks, each from a seed of its own, on the same images in the same order. */
  public static SimilarLayers of(Digits digits, int epochs, int networks) {
    SimilarLayers found = new SimilarLayers(List.of(), List.of(), List.of(), List.of());
    for (int seed = 1; seed <= networks; seed++) {
      MultiLayerNetwork network = DigitsMlp.untrained(seed, new Sgd(0.1), 1e-4, WIDTHS);
      INDArray images = digits.train().getFeatures();
      List<Representation> before = activations(network, images);
      Analysis start = new WeightWatcher(network).analyze(o -> o.flow(true));
      network.fit(digits.batches(32), epochs);
      System.out.printf(
          Locale.ROOT,
          "seed %d: %.3f of the test images right%n",
          seed,
          Digits.accuracy(network, digits.test()));
      found =
          new SimilarLayers(
              with(found.trained, activations(network, images)),
              with(found.untrained, before),
              with(found.flows, new WeightWatcher(network).analyze(o -> o.flow(true))),
              with(found.random, start));
    }
    return found;
  }

  private static <T> List<T> with(List<T> list, T last) {
    List<T> more = new ArrayList<>(list);
    more.add(last);
    return more;
  }

  /** Of every hidden layer. */
  private static List<Representation> activations(MultiLayerNetwork network, INDArray images) {
    return network.feedForward(images).subList(1, WIDTHS.length + 1).stream()
        .map(Representation::of)
        .toList();
  }

  /** Mean similarity of layer i of one network to layer j of another, over pairs of networks. */
  public static double[][] table(
      SimilarityMeasure measure, List<List<Representation>> a, List<List<Representation>> b) {
    double[][] sums = new double[WIDTHS.length][WIDTHS.length];
    int pairs = a.size() * (a.size() - 1);
    for (int first = 0; first < a.size(); first++) {
      for (int second = 0; second < b.size(); second++) {
        for (int i = 0; first != second && i < WIDTHS.length; i++) {
          for (int j = 0; j < WIDTHS.length; j++) {
            sums[i][j] += measure.of(a.get(first).get(i), b.get(second).get(j)) / pairs;
          }
        }
      }
    }
    return sums;
  }

  /** Share of layers that are most alike the layer of the same depth in another network. */
  public double found(SimilarityMeasure measure) {
    int hits = 0;
    int all = 0;
    for (int first = 0; first < trained.size(); first++) {
      for (int second = 0; second < trained.size(); second++) {
        for (int i = 0; first != second && i < WIDTHS.length; i++) {
          all++;
          hits += best(measure, trained.get(first).get(i), trained.get(second)) == i ? 1 : 0;
        }
      }
    }
    return (double) hits / all;
  }

  private static int best(
      SimilarityMeasure measure, Representation layer, List<Representation> others) {
    int best = 0;
    for (int j = 1; j < others.size(); j++) {
      if (measure.of(layer, others.get(j)) > measure.of(layer, others.get(best))) {
        best = j;
      }
    }
    return best;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (SimilarityMeasure measure :
        List.of(SimilarityMeasure.CKA_UNBIASED, SimilarityMeasure.CCA)) {
      append(text, measure.key() + ", trained with trained", table(measure, trained, trained));
      append(text, measure.key() + ", trained with untrained", table(measure, trained, untrained));
      append(
          text, measure.key() + ", untrained with untrained", table(measure, untrained, untrained));
    }
    text.append("layers found again in another network\n");
    for (SimilarityMeasure measure : SimilarityMeasure.values()) {
      text.append(String.format(Locale.ROOT, "  %-22s %.2f%n", measure.key(), found(measure)));
    }
    text.append("flow to the next layer, trained and untrained\n");
    for (int seed = 0; seed < flows.size(); seed++) {
      text.append(flows(seed + 1, flows.get(seed))).append(flows(seed + 1, random.get(seed)));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String title, double[][] table) {
    text.append(title).append("\n");
    for (double[] row : table) {
      for (double value : row) {
        text.append(String.format(Locale.ROOT, "%7.2f", value));
      }
      text.append("\n");
    }
  }

  private static String flows(int seed, Analysis analysis) {
    StringBuilder line = new StringBuilder("  seed " + seed);
    for (LayerReport row : analysis.details()) {
      String flow =
          row.evidence()
              .flow()
              .flatMap(LayerFlow::flow)
              .map(
                  it ->
                      String.format(
                          Locale.ROOT,
                          "%d>%d %.2f z %.1f",
                          it.written(),
                          it.read(),
                          it.overlap(),
                          it.z().orElse(0)))
              .orElse("-");
      line.append("  ").append(row.name()).append(" ").append(flow);
    }
    return line.append("\n").toString();
  }
}
