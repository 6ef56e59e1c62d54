package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Eigenvalues at the ends of a symmetric operator's spectrum, by Lanczos' method with full
 * reorthogonalization and thick restarts (Wu &amp; Simon, SIAM J. Matrix Anal. Appl. 22, 2000).
 *
 * <p>A pair counts as found when its residual is at most {@code tolerance} times the largest
 * absolute eigenvalue. Full reorthogonalization: no eigenvalue appears twice that is there once.
 *
 * <p><b>Multiple eigenvalues.</b> From one start a Krylov space sees one direction of each
 * eigenspace. With {@code copies} the search goes on, when all are found, from a random direction
 * orthogonal to them, until such a round changes nothing; so it does without where a space turns
 * out invariant (a zero operator, an identity). Without {@code copies} a multiple eigenvalue may
 * count once.
 *
 * <p><b>Memory.</b> {@code basis} + 2 vectors of n doubles, and three basis x basis matrices: n =
 * 60,000, k = 50 and a basis of 120 take 59 MB. Time beside the products: 4 n basis operations a
 * product. Everything runs on the calling thread, in a fixed order.
 */
public final class Lanczos {

  private final SymmetricOperator operator;
  private final LanczosSettings settings;
  private final BooleanSupplier cancelled;
  private final int top;
  private final int bottom;
  private final KrylovBasis basis;
  private final double[][] projected;
  private final double[] product;

  /** Norm of what lies outside the basis of the product with its last vector. */
  private double coupling;

  /** What the starts of new rounds have neglected; a part of every residual. */
  private double neglected;

  /** Size of the basis where the newest round began; 0 in the first. */
  private int roundStart;

  /** Kept pairs that the next vector is tied to; 0 where it follows one vector. */
  private int restarted;

  /** Whether a Krylov space was exhausted. */
  private boolean invariant;

  private double scale;
  private int products;

  private Lanczos(SymmetricOperator operator, LanczosSettings settings, BooleanSupplier cancelled) {
    int n = operator.size();
    this.operator = operator;
    this.settings = settings;
    this.cancelled = cancelled;
    this.top = Math.min(n, settings.top());
    this.bottom = Math.min(n, settings.bottom());
    int capacity = Math.min(n, Math.max(settings.basis(), top + bottom + 10));
    this.basis = new KrylovBasis(n, capacity, settings.seed());
    this.projected = new double[capacity][capacity];
    this.product = new double[n];
  }

  /**
   * The eigenvalues at the ends, with their vectors.
   *
   * @param cancelled asked before each product
   * @return as many as asked for, or n where that is less; where the products did not suffice, the
   *     nearest found, not {@linkplain ExtremeEigenvalues#converged() converged}
   * @throws IllegalArgumentException where a product has a value that is not finite
   * @throws java.util.concurrent.CancellationException where {@code cancelled} became true
   */
  public static ExtremeEigenvalues of(
      SymmetricOperator operator, LanczosSettings settings, BooleanSupplier cancelled) {
    return new Lanczos(operator, settings, cancelled).search();
  }

  private ExtremeEigenvalues search() {
    basis.appendRandom();
    RitzPairs pairs = expandToCheck();
    RitzPairs accepted = null;
    boolean found = false;
    while (!found && products < settings.maxProducts()) {
      if (!allFound(pairs)) {
        proceed(pairs);
      } else if (basis.size() == operator.size() || !(settings.copies() || invariant)) {
        found = true;
      } else if (accepted == null || changed(accepted, pairs)) {
        accepted = pairs;
        newRound(pairs);
      } else if (roundIsOver(pairs)) {
        found = true;
      } else {
        proceed(pairs);
      }
      pairs = found ? pairs : expandToCheck();
    }
    return result(pairs, found || allFound(pairs));
  }

  /** Makes room for the next product. */
  private void proceed(RitzPairs pairs) {
    if (coupling == 0) {
      invariant = true;
      if (basis.size() == projected.length) {
        keep(pairs, kept(pairs));
      }
      startRound();
    } else {
      if (basis.size() == projected.length) {
        restart(pairs);
      }
      appendNext();
    }
  }

  private void appendNext() {
    if (restarted == 0) {
      int j = basis.size();
      projected[j - 1][j] = coupling;
      projected[j][j - 1] = coupling;
    }
    restarted = 0;
    basis.append(product, coupling);
  }

  /** Multiplies until the next look at the eigenvalues pays. */
  private RitzPairs expandToCheck() {
    int wait = Math.max(4, basis.size() / 8);
    multiply();
    while (coupling > 0
        && basis.size() < projected.length
        && products < settings.maxProducts()
        && (wait-- > 0 || basis.size() < top + bottom)) {
      appendNext();
      multiply();
    }
    return RitzPairs.of(projected, basis.size(), coupling);
  }

  private void multiply() {
    RowBlocks.requireNotCancelled(cancelled);
    double[] v = basis.last();
    operator.multiply(v, product);
    products++;
    double norm = KrylovBasis.norm(product);
    if (!(norm < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "product " + products + " with the operator has a value that is not finite");
    }
    scale = Math.max(scale, norm);
    int j = basis.size() - 1;
    projected[j][j] = KrylovBasis.dot(v, product);
    KrylovBasis.addTo(product, -projected[j][j], v); // most of what would ask for a second pass
    double left = basis.orthogonalize(product);
    boolean isRest = basis.size() < operator.size() && left > 1e-14 * scale;
    coupling = isRest ? left : 0;
  }

  private boolean allFound(RitzPairs pairs) {
    int j = pairs.size();
    boolean all = j >= Math.min(operator.size(), top + bottom);
    for (int i = 0; all && i < j; i++) {
      all = !isWanted(i, j) || pairs.residual(i) <= settings.tolerance() * pairs.scale();
    }
    return all;
  }

  private boolean isWanted(int i, int j) {
    return i < bottom || i >= j - top;
  }

  private boolean changed(RitzPairs before, RitzPairs now) {
    double limit = 2 * settings.tolerance() * now.scale();
    for (int i = 0; i < bottom; i++) {
      if (!(before.value(i) - now.value(i) <= limit)) {
        return true;
      }
    }
    for (int i = 1; i <= top; i++) {
      if (!(now.value(now.size() - i) - before.value(before.size() - i) <= limit)) {
        return true;
      }
    }
    return false;
  }

  /** Whether what the newest round adds beside the wanted pairs is known well enough. */
  private boolean roundIsOver(RitzPairs pairs) {
    if (coupling == 0 || pairs.size() <= top + bottom) {
      return coupling == 0;
    }
    double limit = Math.sqrt(settings.tolerance()) * pairs.scale();
    boolean above = top == 0 || pairs.residual(pairs.size() - top - 1) <= limit;
    boolean below = bottom == 0 || pairs.residual(bottom) <= limit;
    return above && below && basis.size() > roundStart + 2;
  }

  /** A new direction beside the pairs that are found; those not yet found are given up. */
  private void newRound(RitzPairs pairs) {
    if (coupling > 0 || basis.size() == projected.length) {
      double limit = settings.tolerance() * pairs.scale();
      List<Integer> found = new ArrayList<>();
      for (int i = 0; i < pairs.size(); i++) {
        if (isWanted(i, pairs.size()) && pairs.residual(i) <= limit) {
          neglected = Math.max(neglected, pairs.residual(i));
          found.add(i);
        }
      }
      keep(pairs, found);
    }
    startRound();
  }

  private void startRound() {
    int j = basis.size();
    for (int i = 0; i < j; i++) {
      projected[i][j] = 0;
      projected[j][i] = 0;
    }
    restarted = 0;
    basis.appendRandom();
    roundStart = j;
  }

  /** Which pairs a full basis is reduced to: the wanted ones and their neighbours. */
  private List<Integer> kept(RitzPairs pairs) {
    int j = pairs.size();
    int extra = (j - top - bottom) / 2;
    int below = bottom == 0 ? 0 : bottom + (top == 0 ? extra : extra / 2);
    int above = top == 0 ? 0 : top + (bottom == 0 ? extra : extra / 2);
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < j; i++) {
      if (i < below || i >= j - above) {
        kept.add(i);
      }
    }
    return kept.size() < j ? kept : kept.subList(0, j - 1);
  }

  private void restart(RitzPairs pairs) {
    List<Integer> kept = kept(pairs);
    keep(pairs, kept);
    restarted = kept.size();
    for (int k = 0; k < restarted; k++) {
      projected[k][restarted] = pairs.tie(kept.get(k));
      projected[restarted][k] = pairs.tie(kept.get(k));
    }
  }

  private void keep(RitzPairs pairs, List<Integer> kept) {
    basis.rotate(kept.stream().map(pairs::vector).toArray(double[][]::new));
    for (double[] row : projected) {
      Arrays.fill(row, 0);
    }
    for (int k = 0; k < kept.size(); k++) {
      projected[k][k] = pairs.value(kept.get(k));
    }
    roundStart = Math.min(roundStart, kept.size());
  }

  private ExtremeEigenvalues result(RitzPairs pairs, boolean converged) {
    List<ExtremeEigenvalues.Pair> above = new ArrayList<>();
    List<ExtremeEigenvalues.Pair> below = new ArrayList<>();
    int j = pairs.size();
    for (int i = 0; i < Math.min(top, j); i++) {
      above.add(pair(pairs, j - 1 - i));
    }
    for (int i = 0; i < Math.min(bottom, j); i++) {
      below.add(pair(pairs, i));
    }
    return new ExtremeEigenvalues(above, below, products, converged);
  }

  private ExtremeEigenvalues.Pair pair(RitzPairs pairs, int i) {
    return new ExtremeEigenvalues.Pair(
        pairs.value(i), Math.max(pairs.residual(i), neglected), basis.combination(pairs.vector(i)));
  }
}
