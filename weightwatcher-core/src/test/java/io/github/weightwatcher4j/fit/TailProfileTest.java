package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TailProfileTest {

  private static PowerLawFit candidate(double alpha, double xMin, double distance, int tailSize) {
    return new PowerLawFit(
        alpha, (alpha - 1) / Math.sqrt(tailSize), xMin, 1000, distance, tailSize);
  }

  @ParameterizedTest
  @EnumSource(Spectra.class)
  void theLowestPointIsTheFit(Spectra kind) {
    for (int size : new int[] {2, 10, 300}) {
      Spectrum spectrum = Spectrum.of(kind.sample(size, size));
      TailFit fit = new PowerLawFitter(2).fit(spectrum);
      TailProfile profile = TailProfile.of(spectrum, 2);
      if (fit instanceof PowerLawFit law) {
        assertThat(profile.best()).contains(law);
        assertThat(profile.candidates())
            .isSortedAccordingTo((a, b) -> Double.compare(a.xMin(), b.xMin()));
      } else {
        assertThat(profile.best()).isEmpty();
        assertThat(profile.rival()).isEmpty();
      }
    }
  }

  @Test
  void everyCandidateButTheLastIsThereAndNoneShorterThanAsked() {
    Spectrum spectrum = Spectrum.of(Spectra.PARETO.sample(1, 100));
    assertThat(TailProfile.of(spectrum, 2).candidates()).hasSize(99);
    assertThat(TailProfile.of(spectrum, 20).candidates())
        .hasSize(81)
        .allSatisfy(fit -> assertThat(fit.tailSize()).isGreaterThanOrEqualTo(20));
    assertThat(TailProfile.of(Spectrum.of(), 2).candidates()).isEmpty();
    assertThat(TailProfile.of(Spectrum.of(4, 4, 4), 2).candidates()).isEmpty();
  }

  @Test
  void minimaAreLowerThanBothTheirNeighbours() {
    List<PowerLawFit> fits =
        List.of(
            candidate(2, 1, 0.2, 50),
            candidate(2, 2, 0.3, 40),
            candidate(2, 3, 0.1, 30),
            candidate(2, 4, 0.4, 20),
            candidate(2, 5, 0.4, 15),
            candidate(2, 6, 0.3, 10));
    assertThat(new TailProfile(fits).localMinima())
        .containsExactly(fits.get(0), fits.get(2), fits.get(5));
  }

  @Test
  void aRivalIsDeepApartAndOfAnotherAlpha() {
    PowerLawFit best = candidate(2, 1, 0.05, 400);
    PowerLawFit ridge = candidate(2.5, 2, 0.2, 250);
    PowerLawFit rival = candidate(4, 3, 0.08, 100);
    assertThat(new TailProfile(List.of(best, ridge, rival)).rival()).contains(rival);
    List<PowerLawFit> none =
        List.of(
            candidate(4, 3, 0.11, 100), // not deep enough
            candidate(4, 3, 0.08, 300), // too close
            candidate(4, 3, 0.08, 9), // too short
            candidate(2.2, 3, 0.08, 100)); // alpha almost the same
    assertThat(none)
        .allSatisfy(
            other ->
                assertThat(new TailProfile(List.of(best, ridge, other)).rival())
                    .isEqualTo(Optional.empty()));
    PowerLawFit lowRidge = candidate(2.5, 2, 0.1, 250);
    assertThat(new TailProfile(List.of(best, lowRidge, rival)).rival()).isEmpty();
  }

  @Test
  void aBodyWithOnePowerLawAboveItHasHardlyEverARival() {
    int rivals = 0;
    for (long seed = 0; seed < 60; seed++) {
      Spectrum spectrum = Spectrum.of(Spectra.BULK_AND_TAIL.sample(seed, 300));
      rivals += TailProfile.of(spectrum, 2).rival().isPresent() ? 1 : 0;
    }
    // One in a hundred is what the simulation found; more than four in sixty has odds below 1e-3.
    assertThat(rivals).isLessThanOrEqualTo(4);
  }

  @Test
  void aPowerLawThatBendsIntoASteeperOneMostlyHasOne() {
    int rivals = 0;
    for (long seed = 0; seed < 30; seed++) {
      Optional<PowerLawFit> rival = TailProfile.of(bent(seed, 400), 2).rival();
      rivals += rival.isPresent() ? 1 : 0;
    }
    // Nine in ten.
    assertThat(rivals).isGreaterThan(20);
  }

  /** Density x^-2 from 1 to 5, where a fifth of the values lie above, and x^-4 from there on. */
  private static Spectrum bent(long seed, int size) {
    Random random = new Random(seed);
    double[] values = new double[size];
    Arrays.setAll(
        values,
        i -> {
          double above = 1 - random.nextDouble();
          return above > 0.2 ? 1 / above : 5 * Math.pow(above / 0.2, -1.0 / 3);
        });
    return Spectrum.of(values);
  }

  @Test
  void badArgumentsAreRefused() {
    assertThatThrownBy(() -> TailProfile.of(Spectrum.of(1, 2), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("minTailSize");
    assertThatThrownBy(() -> TailProfile.of(Spectrum.of(0, 1, 2), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0");
  }

  /** A valley at either end, of 100 and of so many eigenvalues, and a ridge between them. */
  private static TailProfile valleys(
      int bestSize, double ridge, double alpha, double distance, int size) {
    return new TailProfile(
        List.of(
            new PowerLawFit(3, 0.1, 1, 90, 0.02, bestSize),
            new PowerLawFit(4, 0.1, 2, 90, ridge, 40),
            new PowerLawFit(alpha, 0.2, 3, 90, distance, size)));
  }

  /** The errors of both, hypot(0.1, 0.2) = 0.2236, three times: 0.671. */
  @ParameterizedTest
  @CsvSource({
    "100, 0.06, 5, 0.04, 30, true",
    "100, 0.06, 5, 0.0401, 30, false", // more than twice as far
    "100, 0.0599, 5, 0.04, 30, false", // a ridge of less than 1.5 times
    "100, 0.06, 5, 0.04, 10, true",
    "100, 0.06, 5, 0.04, 9, false",
    "45, 0.06, 5, 0.04, 30, true", // 1.5 times as many
    "44, 0.06, 5, 0.04, 30, false",
    "20, 0.06, 5, 0.04, 30, true",
    "21, 0.06, 5, 0.04, 30, false",
    "100, 0.06, 3.68, 0.04, 30, true",
    "100, 0.06, 3.66, 0.04, 30, false",
    "100, 0.06, 2.34, 0.04, 30, false",
    "100, 0.06, 2.32, 0.04, 30, true"
  })
  void aRivalIsDeepApartAndOfAnotherAlpha(
      int bestSize, double ridge, double alpha, double distance, int size, boolean found) {
    TailProfile profile = valleys(bestSize, ridge, alpha, distance, size);
    assertThat(profile.rival().isPresent()).isEqualTo(found);
    List<PowerLawFit> turned = new ArrayList<>(profile.candidates());
    Collections.reverse(turned);
    assertThat(new TailProfile(turned).rival()).isEqualTo(profile.rival());
  }

  @Test
  void ofSeveralRivalsTheDeepestCounts() {
    List<PowerLawFit> candidates = new ArrayList<>(valleys(100, 0.07, 5, 0.04, 30).candidates());
    candidates.add(new PowerLawFit(5.1, 0.2, 4, 90, 0.03, 28));
    candidates.add(new PowerLawFit(5.2, 0.2, 5, 90, 0.035, 26));
    assertThat(new TailProfile(candidates).rival()).hasValue(candidates.get(3));
  }
}
