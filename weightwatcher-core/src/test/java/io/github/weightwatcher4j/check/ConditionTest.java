package io.github.weightwatcher4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.check.Condition.Unknown;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.random.RandomMatrix;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Evidence;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.LayerVerdict;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What conditions say of layers whose verdicts and phases are known, or not. */
class ConditionTest {

  private static final Analysis NOISE =
      new WeightWatcher(Map.of("fc", RandomMatrix.gaussian(1).draw(60, 40, 1))).analyze();

  private static final LayerReport WELL =
      row("well", LayerVerdict.of(Verdict.WELL_TRAINED, true, "3"), phase(Phase.HEAVY_TAILED));
  private static final LayerReport RANDOM =
      row("random", LayerVerdict.of(Verdict.RANDOM_LIKE, false, "p"), phase(Phase.RANDOM_LIKE));
  private static final LayerReport OPEN =
      row(
          "open",
          LayerVerdict.unknown("no power law"),
          LayerPhase.of(
              Phase.BULK_DECAY,
              Optional.of(Phase.HEAVY_TAILED),
              Optional.empty(),
              false,
              List.of()));
  private static final LayerReport SMALL =
      row("small", LayerVerdict.unknown("too few"), phase(Phase.TOO_SMALL));

  private static final SkippedLayer LOST = skipped("lost", Cause.FAILED, "end of file");
  private static final SkippedLayer NORM = skipped("norm", Cause.NO_MATRIX, "a vector");

  private static LayerPhase phase(Phase phase) {
    return LayerPhase.of(phase, Optional.empty(), Optional.empty(), false, List.of());
  }

  private static LayerReport row(String name, LayerVerdict verdict, LayerPhase phase) {
    LayerReport noise = NOISE.details().get("fc");
    Evidence evidence =
        Evidence.of(
            noise.evidence().bulk(),
            Optional.of(phase),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());
    return LayerReport.of(
        new LayerInfo(0, name, LayerType.DENSE),
        OptionalInt.empty(),
        noise.spectrum(),
        noise.tail(),
        noise.metrics(),
        evidence,
        verdict,
        List.of());
  }

  private static SkippedLayer skipped(String name, Cause cause, String reason) {
    return new SkippedLayer(new LayerInfo(9, name, LayerType.DENSE), cause, reason);
  }

  private static Analysis analysis(List<LayerReport> rows, SkippedLayer... skipped) {
    LayerTable table = new LayerTable(rows);
    Summary summary = Summary.of(table, skipped.length);
    return Analysis.of(
        "net", table, summary, List.of(skipped), List.of(), List.of(), NOISE.provenance());
  }

  private static List<String> unknowns(String condition, Analysis analysis) {
    Condition parsed = ConditionParser.parse(condition);
    assertThat(parsed.metBy(analysis)).as(condition).isEmpty();
    return parsed.unknowns(analysis).stream().map(Unknown::layer).toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "verdict==random, verdict==random-like",
    "verdict != WELL_TRAINED, verdict!=well trained",
    "verdict==Well Trained, verdict==well trained",
    "verdict==cannot, verdict==cannot tell",
    "phase==bulk+spikes, phase==bulk+spikes",
    "phase==Bulk_Decay, phase==bulk-decay",
    "phase==heavy, phase==heavy-tailed",
    "phase!=too small, phase!=too small",
    "random>0, random_like>0",
    "over-trained>=1, over_trained>=1",
    "unknown>0, unknown>0",
    "max(alpha)>6.50, max(alpha)>6.5",
  })
  void aWordIsALabelAConstantOrAFirstWord(String typed, String condition) {
    assertThat(ConditionParser.parse(typed)).hasToString(condition);
  }

  @Test
  void aVerdictIsMetByTheLayersThatHaveItAndBorderlineIsOne() {
    Analysis analysis = analysis(List.of(WELL, RANDOM, OPEN));
    assertThat(ConditionParser.parse("verdict==random").metBy(analysis))
        .hasValue("random (random-like)");
    assertThat(ConditionParser.parse("verdict!=well").metBy(analysis))
        .hasValue("random (random-like), open (cannot tell)");
    assertThat(ConditionParser.parse("verdict==well").metBy(analysis))
        .hasValue("well (well trained)");
  }

  @Test
  void aLayerThatCannotBeJudgedOrIsLostMayHaveAnyVerdict() {
    Analysis analysis = analysis(List.of(WELL, OPEN), NORM, LOST);
    assertThat(unknowns("verdict==random", analysis)).containsExactly("open", "lost");
    assertThat(unknowns("verdict==cannot", analysis(List.of(WELL), LOST))).containsExactly("lost");
    assertThat(unknowns("verdict!=well", analysis(List.of(WELL), NORM))).isEmpty();
    assertThat(ConditionParser.parse("verdict==random").unknowns(analysis))
        .contains(new Unknown("open", "no power law"), new Unknown("lost", "end of file"));
  }

  @Test
  void anUndecidedPhaseIsUnknownWhereItsCandidatesDiffer() {
    Analysis analysis = analysis(List.of(OPEN));
    assertThat(ConditionParser.parse("phase==bulk-decay").metBy(analysis))
        .hasValue("open (undecided (bulk-decay or heavy-tailed))");
    assertThat(unknowns("phase==heavy-tailed", analysis)).containsExactly("open");
    assertThat(unknowns("phase==random-like", analysis)).isEmpty();
    assertThat(unknowns("phase!=bulk-decay", analysis)).containsExactly("open");
  }

  @Test
  void aLayerThatIsTooSmallHasAnUnknownShape() {
    Analysis analysis = analysis(List.of(SMALL), LOST);
    assertThat(unknowns("phase==heavy-tailed", analysis)).containsExactly("small", "lost");
    assertThat(ConditionParser.parse("phase==too small").metBy(analysis))
        .hasValue("small (too small)");
  }

  @Test
  void aRowWithoutAPhaseIsUnknown() {
    LayerReport plain = NOISE.details().get("fc");
    LayerReport none =
        LayerReport.of(
            plain.layer(),
            OptionalInt.empty(),
            plain.spectrum(),
            plain.tail(),
            plain.metrics(),
            Evidence.none(),
            LayerVerdict.unknown("no bulk"),
            List.of());
    assertThat(ConditionParser.parse("phase==heavy").unknowns(analysis(List.of(none))))
        .containsExactly(new Unknown("fc", "no phase: no bulk"));
  }

  @Test
  void aCountOfVerdictsIsUnknownOnlyWhereTheUnknownLayersCouldMeetIt() {
    Analysis analysis = analysis(List.of(RANDOM, WELL, OPEN), LOST);
    assertThat(unknowns("random>1", analysis)).containsExactly("open", "lost");
    assertThat(unknowns("random>2", analysis)).containsExactly("open", "lost");
    assertThat(unknowns("random>3", analysis)).isEmpty();
    assertThat(unknowns("random<1", analysis)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"unknown==2", "lost==1", "cannot_tell==1", "skipped==2", "random==1"})
  void countsAreOfTheModel(String condition) {
    Analysis analysis = analysis(List.of(RANDOM, OPEN), NORM, LOST);
    assertThat(ConditionParser.parse(condition).metBy(analysis)).isPresent();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"findings>0", "failed_fits>0", "alpha>1000", "max(alpha)>1000"})
  void aLostLayerMightMeetWhatNoOtherMeets(String condition) {
    assertThat(unknowns(condition, analysis(List.of(WELL), NORM, LOST))).containsExactly("lost");
    assertThat(unknowns(condition, analysis(List.of(WELL), NORM))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "alpha | is written like",
        "alpha>>6 | compare by one of",
        "alpha=6 | compare by one of",
        "alpha>six | 'six' is not a number",
        "alpha>NaN | is not a number",
        "alpha>1e999 | too large",
        "sum(alpha)>6 | mean, median, min or max",
        "mean(findings)>6 | no number 'findings'",
        "verdict==god | no verdict 'god'; there are rank-collapsed, trapped, over-trained",
        "verdict==1 | no verdict '1'",
        "phase==bulk | no phase 'bulk'; there are random-like, bleeding-out, bulk+spikes",
        "phase==heavy-taild | no phase 'heavy-taild'",
        "verdict>well | compare a verdict by == or !=",
        "phase<=heavy | compare a phase by == or !=",
        "mean(verdict)==well | no number 'verdict'",
        "rando>0 | no number 'rando'; there are verdict, phase, findings,",
        "ALPHA>6 | no number 'ALPHA'",
      })
  void whatIsNoConditionIsRefused(String text, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Condition.parse(text))
        .withMessageContaining("'" + text + "'")
        .withMessageContaining(reason);
  }
}
