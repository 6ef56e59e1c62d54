package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.plot.series.TrendPlots;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.trend.Series;
import io.github.weightwatcher4j.trend.SeriesModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Do metrics of the weights tell the test error? Thirty perceptrons for digits in three groups: a
 * small one that sees 100 images, one of middle size that sees 400, and a large one that sees all;
 * in each group ten, of other random weights, that learn for longer and longer. Within each group
 * the error falls with the stable rank; over all thirty it rises as the stable rank falls, since
 * the small ones that see little have the lowest stable ranks and the largest errors. That is
 * Simpson's paradox.
 *
 * <p>{@code java ... io.github.weightwatcher4j.examples.SeriesOfNetworks docs/images/training
 * series} draws series.png, and writes analyses and series.csv for the command {@code trend} into
 * the folder series; about a minute.
 *
 * @param networks all that were trained
 */
public record SeriesOfNetworks(List<Trained> networks) {

  private static final double RATE = 0.1;
  private static final int BATCH = 16;
  private static final List<String> METRICS = List.of("stable_rank", "alpha", "log_norm");
  private static final List<Group> GROUPS =
      List.of(
          new Group("small, 100 images", 100, List.of(64, 64)),
          new Group("middle, 400 images", 400, List.of(256, 128)),
          new Group("large, 1437 images", 1437, List.of(512, 512)));
  private static final List<List<Integer>> EPOCHS =
      List.of(
          List.of(10, 12, 14, 17, 20, 23, 26, 29, 32, 35),
          List.of(5, 6, 7, 8, 10, 12, 15, 19, 24, 30),
          List.of(2, 3, 4, 5, 6, 7, 8, 10, 12, 14));

  /**
   * What the networks of a group share.
   *
   * @param name what it is called
   * @param images to train with, the first of all
   * @param widths outputs of the hidden layers
   */
  public record Group(String name, int images, List<Integer> widths) {

    /** Copies the list. */
    public Group {
      widths = List.copyOf(widths);
    }
  }

  /**
   * A trained network.
   *
   * @param group that it is of
   * @param epochs times it saw every image
   * @param trainError share of training images that it names wrongly, in percent
   * @param testError as above, of the test images
   * @param analysis of its hidden layers
   */
  public record Trained(
      Group group, int epochs, double trainError, double testError, Analysis analysis) {

    static Trained of(Digits all, Group group, int epochs, long seed) {
      Digits digits = all.first(group.images());
      int[] widths = group.widths().stream().mapToInt(Integer::intValue).toArray();
      MultiLayerNetwork network = DigitsMlp.untrained(seed, new Sgd(RATE), 0, widths);
      network.fit(digits.batches(BATCH), epochs);
      return new Trained(
          group,
          epochs,
          100 * (1 - Digits.accuracy(network, digits.train())),
          100 * (1 - Digits.accuracy(network, digits.test())),
          new WeightWatcher(network)
              .analyze(options -> options.layers(LayerSelector.nameMatches("fc.*"))));
    }

    private String name() {
      return group.name().replaceAll(",.*", "") + "-" + epochs + "-epochs";
    }

    private SeriesModel model() {
      return SeriesModel.of(analysis)
          .named(name())
          .inGroup(group.name())
          .with("train_error", trainError)
          .with("test_error", testError);
    }

    private String line() {
      return String.format(
          Locale.ROOT,
          "%s.json,%s,\"%s\",%.2f,%.2f\n",
          name(),
          name(),
          group.name(),
          trainError,
          testError);
    }
  }

  /** Copies the list. */
  public SeriesOfNetworks {
    networks = List.copyOf(networks);
  }

  /** Trains, prints, draws into the first folder and writes the series into the second. */
  public static void main(String[] args) throws IOException {
    SeriesOfNetworks networks = of(GROUPS, EPOCHS);
    var trends = networks.series().against("test_error");
    System.out.println(trends);
    TrendPlots.sideBySide(networks.series().against("test_error", METRICS))
        .writePng(Path.of(args[0]).resolve("series.png"));
    networks.write(Path.of(args[1]));
  }

  /** Trains networks of each group, each for as many epochs as its list says. */
  static SeriesOfNetworks of(List<Group> groups, List<List<Integer>> epochs) {
    Digits digits = Digits.load(1);
    List<Trained> networks = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      for (int count : epochs.get(i)) {
        networks.add(Trained.of(digits, groups.get(i), count, networks.size() + 1L));
      }
    }
    return new SeriesOfNetworks(networks);
  }

  /** The networks as a series, with the means of their metrics. */
  Series series() {
    return new Series(networks.stream().map(Trained::model).toList());
  }

  /** Writes what {@code weightwatcher trend FOLDER/series.csv} reads. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder lines = new StringBuilder("path,name,group,train_error,test_error\n");
    for (Trained network : networks) {
      AnalysisJson.write(network.analysis(), folder.resolve(network.name() + ".json"));
      lines.append(network.line());
    }
    Files.writeString(folder.resolve("series.csv"), lines);
  }
}
