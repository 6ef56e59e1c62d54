package io.github.weightwatcher4j.bulk;

import java.util.Arrays;

/**
 * How the spectrum of noise changes where its entries have another fourth moment than normal ones,
 * as those of a matrix with many zeros have: its quantiles as multiples of the law of Marchenko and
 * Pastur's.
 *
 * <p>For N x M entries of variance v and excess kurtosis k it depends on {@code e = k / sqrt(N M)}
 * and, little, on {@code c = M / N}. The table is the solution of the equation {@code z P = (1 + v
 * M P + k v^2 M P^2) (1 + v N P + k v^2 N P^2)} for the product P of both resolvents' means, to
 * first order in 1 / M exact (compare Hwang, Lee &amp; Schnelli 2018); between its entries it is
 * linear. Entries with lighter tails than normal ones (k &lt; 0) move the edge, and hardly the
 * rest.
 */
final class SparseNoise {

  private static final double[] SHARES = {
    0.002, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.998
  };

  private static final double[] C = {0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0};

  /** Of the rows for each c; at 0 all ratios are 1. */
  private static final double[] E = {0.02, 0.05, 0.1, 0.2, 0.3};

  private static final double[][][] RATIOS = {
    { // c = 0.05
      {
        0.9802, 0.9809, 0.9829, 0.9848, 0.9881, 0.9912, 0.9942, 0.9973, 1.0004, 1.0038, 1.0074,
        1.0118, 1.0145, 1.0175, 1.0185
      },
      {
        0.9502, 0.9520, 0.9574, 0.9625, 0.9711, 0.9789, 0.9864, 0.9939, 1.0015, 1.0095, 1.0182,
        1.0282, 1.0344, 1.0413, 1.0436
      },
      {
        0.8994, 0.9034, 0.9154, 0.9264, 0.9443, 0.9602, 0.9751, 0.9896, 1.0042, 1.0191, 1.0351,
        1.0532, 1.0643, 1.0763, 1.0804
      },
      {
        0.7973, 0.8070, 0.8346, 0.8588, 0.8965, 0.9282, 0.9569, 0.9841, 1.0107, 1.0375, 1.0655,
        1.0967, 1.1155, 1.1357, 1.1425
      },
      {
        0.6975, 0.7137, 0.7587, 0.7967, 0.8542, 0.9009, 0.9423, 0.9807, 1.0177, 1.0545, 1.0925,
        1.1345, 1.1595, 1.1864, 1.1953
      },
    },
    { // c = 0.1
      {
        0.9800, 0.9806, 0.9824, 0.9841, 0.9871, 0.9901, 0.9930, 0.9960, 0.9992, 1.0027, 1.0065,
        1.0112, 1.0141, 1.0174, 1.0186
      },
      {
        0.9492, 0.9507, 0.9556, 0.9602, 0.9682, 0.9758, 0.9832, 0.9908, 0.9987, 1.0070, 1.0163,
        1.0271, 1.0338, 1.0414, 1.0439
      },
      {
        0.8952, 0.8989, 0.9101, 0.9204, 0.9379, 0.9537, 0.9688, 0.9837, 0.9989, 1.0148, 1.0319,
        1.0516, 1.0637, 1.0771, 1.0816
      },
      {
        0.7784, 0.7886, 0.8175, 0.8426, 0.8818, 0.9148, 0.9449, 0.9737, 1.0020, 1.0308, 1.0611,
        1.0953, 1.1159, 1.1383, 1.1458
      },
      {
        0.6527, 0.6724, 0.7253, 0.7681, 0.8311, 0.8814, 0.9257, 0.9670, 1.0068, 1.0465, 1.0878,
        1.1337, 1.1612, 1.1909, 1.2008
      },
    },
    { // c = 0.2
      {
        0.9799, 0.9803, 0.9817, 0.9832, 0.9858, 0.9885, 0.9913, 0.9942, 0.9975, 1.0011, 1.0052,
        1.0103, 1.0135, 1.0173, 1.0185
      },
      {
        0.9484, 0.9496, 0.9535, 0.9574, 0.9645, 0.9715, 0.9788, 0.9863, 0.9944, 1.0032, 1.0132,
        1.0251, 1.0327, 1.0412, 1.0441
      },
      {
        0.8918, 0.8948, 0.9042, 0.9133, 0.9294, 0.9445, 0.9596, 0.9749, 0.9909, 1.0079, 1.0265,
        1.0484, 1.0620, 1.0771, 1.0822
      },
      {
        0.7590, 0.7690, 0.7975, 0.8223, 0.8616, 0.8954, 0.9268, 0.9573, 0.9878, 1.0191, 1.0525,
        1.0906, 1.1139, 1.1393, 1.1478
      },
      {
        0.5928, 0.6186, 0.6824, 0.7304, 0.7986, 0.8524, 0.8999, 0.9445, 0.9878, 1.0314, 1.0771,
        1.1285, 1.1594, 1.1930, 1.2043
      },
    },
    { // c = 0.35
      {
        0.9798, 0.9801, 0.9811, 0.9822, 0.9844, 0.9868, 0.9894, 0.9923, 0.9955, 0.9993, 1.0037,
        1.0092, 1.0128, 1.0170, 1.0185
      },
      {
        0.9479, 0.9487, 0.9515, 0.9546, 0.9606, 0.9669, 0.9738, 0.9813, 0.9896, 0.9989, 1.0096,
        1.0227, 1.0311, 1.0407, 1.0440
      },
      {
        0.8897, 0.8918, 0.8989, 0.9062, 0.9202, 0.9344, 0.9491, 0.9647, 0.9814, 0.9996, 1.0199,
        1.0442, 1.0595, 1.0765, 1.0824
      },
      {
        0.7436, 0.7523, 0.7778, 0.8007, 0.8386, 0.8726, 0.9051, 0.9373, 0.9701, 1.0043, 1.0413,
        1.0839, 1.1101, 1.1388, 1.1486
      },
      {
        0.5175, 0.5554, 0.6342, 0.6872, 0.7599, 0.8170, 0.8679, 0.9161, 0.9634, 1.0116, 1.0624,
        1.1200, 1.1549, 1.1929, 1.2057
      },
    },
    { // c = 0.5
      {
        0.9797, 0.9799, 0.9806, 0.9815, 0.9833, 0.9854, 0.9878, 0.9907, 0.9939, 0.9978, 1.0024,
        1.0083, 1.0123, 1.0168, 1.0184
      },
      {
        0.9476, 0.9481, 0.9502, 0.9525, 0.9576, 0.9633, 0.9698, 0.9771, 0.9856, 0.9952, 1.0066,
        1.0207, 1.0298, 1.0403, 1.0439
      },
      {
        0.8885, 0.8900, 0.8951, 0.9010, 0.9130, 0.9261, 0.9405, 0.9561, 0.9734, 0.9925, 1.0143,
        1.0406, 1.0572, 1.0759, 1.0823
      },
      {
        0.7345, 0.7415, 0.7627, 0.7832, 0.8191, 0.8529, 0.8862, 0.9199, 0.9547, 0.9914, 1.0314,
        1.0778, 1.1064, 1.1379, 1.1486
      },
      {
        0.4291, 0.4915, 0.5901, 0.6478, 0.7245, 0.7849, 0.8391, 0.8906, 0.9417, 0.9938, 1.0491,
        1.1120, 1.1502, 1.1919, 1.2060
      },
    },
    { // c = 0.75
      {
        0.9795, 0.9797, 0.9801, 0.9805, 0.9818, 0.9835, 0.9857, 0.9884, 0.9917, 0.9957, 1.0006,
        1.0071, 1.0114, 1.0165, 1.0183
      },
      {
        0.9472, 0.9476, 0.9486, 0.9499, 0.9535, 0.9582, 0.9642, 0.9713, 0.9798, 0.9900, 1.0022,
        1.0177, 1.0279, 1.0397, 1.0437
      },
      {
        0.8878, 0.8881, 0.8908, 0.8942, 0.9032, 0.9145, 0.9280, 0.9437, 0.9617, 0.9822, 1.0061,
        1.0352, 1.0538, 1.0748, 1.0820
      },
      {
        0.7261, 0.7297, 0.7426, 0.7579, 0.7896, 0.8227, 0.8573, 0.8934, 0.9314, 0.9720, 1.0166,
        1.0686, 1.1007, 1.1362, 1.1483
      },
      {
        0.1552, 0.3638, 0.5178, 0.5847, 0.6698, 0.7363, 0.7962, 0.8534, 0.9101, 0.9682, 1.0301,
        1.1004, 1.1432, 1.1900, 1.2057
      },
    },
    { // c = 1.0
      {
        0.9992, 0.9816, 0.9794, 0.9796, 0.9806, 0.9820, 0.9839, 0.9865, 0.9898, 0.9939, 0.9991,
        1.0060, 1.0107, 1.0163, 1.0182
      },
      {
        0.9953, 0.9507, 0.9453, 0.9480, 0.9502, 0.9540, 0.9593, 0.9662, 0.9748, 0.9854, 0.9984,
        1.0151, 1.0262, 1.0391, 1.0435
      },
      {
        0.9815, 0.8896, 0.8883, 0.8893, 0.8950, 0.9043, 0.9170, 0.9326, 0.9512, 0.9730, 0.9987,
        1.0304, 1.0508, 1.0738, 1.0817
      },
      {
        0.9141, 0.7020, 0.7276, 0.7349, 0.7605, 0.7930, 0.8294, 0.8682, 0.9096, 0.9541, 1.0031,
        1.0602, 1.0956, 1.1345, 1.1477
      },
      {
        0.8241, 0.5632, 0.5858, 0.6142, 0.6732, 0.7304, 0.7864, 0.8424, 0.8993, 0.9586, 1.0223,
        1.0954, 1.1400, 1.1889, 1.2054
      },
    },
  };

  private final double e;
  private final double[] ratios;

  /**
   * The noise of a matrix.
   *
   * @param c M / N, in (0, 1]
   * @param e its excess, above -1; taken for 0.3 above that, where the table ends
   */
  SparseNoise(double c, double e) {
    this.e = Math.min(e, E[E.length - 1]);
    this.ratios = e > 0 ? ratios(c, this.e) : new double[0];
  }

  /** The upper edge as a multiple of that of Marchenko and Pastur. */
  double edge() {
    return e > 0 ? 1 + e / (1 + 1.8 * e - 1.4 * e * e) : 1 + e;
  }

  /** As {@link #ratio} at the i-th of the quantiles that a bulk is fitted by. */
  double atPercent(int i) {
    return ratios.length == 0 ? 1 : ratio(BulkQuantiles.share(i));
  }

  /** Whether all ratios are 1. */
  boolean isPlain() {
    return ratios.length == 0;
  }

  /** A quantile as a multiple of that of Marchenko and Pastur. */
  double ratio(double p) {
    if (ratios.length == 0 || p <= SHARES[0]) {
      return ratios.length == 0 ? 1 : ratios[0];
    }
    int above = 1;
    while (above < SHARES.length && SHARES[above] < p) {
      above++;
    }
    double upperShare = above < SHARES.length ? SHARES[above] : 1;
    double upper = above < SHARES.length ? ratios[above] : edge();
    double share = (p - SHARES[above - 1]) / (upperShare - SHARES[above - 1]);
    return ratios[above - 1] + Math.min(1, share) * (upper - ratios[above - 1]);
  }

  private static double[] ratios(double c, double e) {
    int column = 0;
    while (E[column] < e) {
      column++;
    }
    double left = column == 0 ? 0 : E[column - 1];
    double share = (e - left) / (E[column] - left);
    double[] upper = ofC(c, column);
    double[] lower = column == 0 ? ones() : ofC(c, column - 1);
    double[] ratios = new double[SHARES.length];
    Arrays.setAll(ratios, i -> lower[i] + share * (upper[i] - lower[i]));
    return ratios;
  }

  private static double[] ones() {
    double[] ones = new double[SHARES.length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] ofC(double c, int column) {
    int row = 1;
    while (row < C.length - 1 && C[row] < c) {
      row++;
    }
    double share = Math.min(1, Math.max(0, (c - C[row - 1]) / (C[row] - C[row - 1])));
    double[] ratios = new double[SHARES.length];
    for (int i = 0; i < ratios.length; i++) {
      double lower = RATIOS[row - 1][column][i];
      ratios[i] = lower + share * (RATIOS[row][column][i] - lower);
    }
    return ratios;
  }
}
