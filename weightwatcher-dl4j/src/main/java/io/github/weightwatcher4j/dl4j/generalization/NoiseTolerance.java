package io.github.weightwatcher4j.dl4j.generalization;

import io.github.weightwatcher4j.dl4j.internal.DoubleCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How much Gaussian noise on its parameters a network stands: the deviation at which its expected
 * accuracy is lower by 0.1, by bisection. Each deviation is tried with the same draws, so that the
 * mean accuracy over them is one function of it.
 */
final class NoiseTolerance {

  static final double LOST = 0.1;
  private static final double PRECISION = 0x1p-8; // less than the error of the draws
  private static final int DOUBLINGS = 20;

  private final DoubleCopy net;
  private final Answers answers;
  private final long[] seeds;
  private final Runnable pulse;
  private final INDArray centre;

  /** The mean, variance and deviation that batch normalization has gathered: they stay. */
  private final List<INDArray> statistics = new ArrayList<>();

  /**
   * A search.
   *
   * @param pulse run before each pass through the network; throws to stop
   */
  NoiseTolerance(DoubleCopy net, Answers answers, int draws, long seed, Runnable pulse) {
    this.net = net;
    this.answers = answers;
    this.seeds = new SplittableRandom(seed).longs(draws).toArray();
    this.pulse = pulse;
    this.centre = net.parameters().dup();
    for (int i = 0; i < net.network().size(); i++) {
      int index = i;
      net.network()
          .parameters(i)
          .forEach(
              (key, values) -> {
                if (net.isStatistic(index, key)) {
                  statistics.add(values);
                }
              });
    }
  }

  /**
   * The deviation; empty where noise of a million times the parameters' size does not cost that.
   *
   * @param accuracy without noise
   * @param share told how much of the search is done, in [0, 1]
   */
  OptionalDouble sigma(double accuracy, DoubleConsumer share) {
    double target = accuracy - LOST;
    double low = 0;
    double high = centre.norm2Number().doubleValue() / Math.sqrt((double) centre.length());
    int doublings = 0;
    while (expectedAccuracy(high) >= target) {
      if (doublings++ == DOUBLINGS || high == 0) {
        return OptionalDouble.empty();
      }
      low = high;
      high *= 2;
    }
    double width = Math.log((high - low) / high / PRECISION);
    while (high - low > PRECISION * high) {
      double middle = (low + high) / 2;
      if (expectedAccuracy(middle) >= target) {
        low = middle;
      } else {
        high = middle;
      }
      share.accept(Math.min(1, 1 - Math.log((high - low) / high / PRECISION) / width));
    }
    return OptionalDouble.of((low + high) / 2);
  }

  /** Mean accuracy over the draws, at noise of a deviation; the network is left as it was. */
  double expectedAccuracy(double sigma) {
    double sum = 0;
    double[] noise = new double[Math.toIntExact(centre.length())];
    List<INDArray> kept = statistics.stream().map(INDArray::dup).toList();
    try {
      for (long seed : seeds) {
        pulse.run();
        Random random = new Random(seed);
        for (int i = 0; i < noise.length; i++) {
          noise[i] = sigma * random.nextGaussian();
        }
        INDArray draw = Nd4j.createFromArray(noise).reshape(centre.shape());
        net.parameters().assign(draw.addi(centre));
        for (int i = 0; i < kept.size(); i++) {
          statistics.get(i).assign(kept.get(i));
        }
        sum += answers.accuracy(net);
      }
    } finally {
      net.parameters().assign(centre);
    }
    return sum / seeds.length;
  }
}
