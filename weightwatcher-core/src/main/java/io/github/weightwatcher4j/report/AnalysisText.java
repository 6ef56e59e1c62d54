package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.internal.Paragraph;
import io.github.weightwatcher4j.report.internal.SharedSentence;
import io.github.weightwatcher4j.report.internal.TextTable;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An analysis as text for a terminal or a log: the verdict and what is lost, the tables, then what
 * stands behind them, in lines of 80 columns; the table of layers in as many as there are.
 */
final class AnalysisText {

  /** So many layers are named behind a finding. */
  private static final int MOST_NAMES = 20;

  /** So many where nothing is to be done about them. */
  private static final int FEW_NAMES = 4;

  private AnalysisText() {}

  static String of(Analysis analysis, int width) {
    StringBuilder text = new StringBuilder(Paragraph.of(head(analysis)));
    text.append(Paragraph.of(analysis.verdict() + "."));
    text.append(lost(analysis.lost()));
    if (analysis.details().size() > 0) {
      text.append('\n').append(LayerText.of(analysis.details(), width));
    }
    if (!analysis.summary().statistics().isEmpty()) {
      text.append('\n').append(summary(analysis.summary()));
    }
    text.append(untold(analysis.details()));
    text.append(findings(analysis));
    text.append(advice(analysis.details()));
    text.append(list("Ideal", analysis.ideal().stream()));
    List<SkippedLayer> others =
        analysis.skipped().stream().filter(layer -> !layer.cause().isLoss()).toList();
    text.append(skipped("Skipped", others, FEW_NAMES));
    analysis.notes().forEach(note -> text.append('\n').append(Paragraph.of("Note: " + note)));
    return text.toString();
  }

  /** The numbers of the run; a no-break space keeps the seconds with their unit. */
  private static String head(Analysis analysis) {
    Summary summary = analysis.summary();
    return String.format(
        Locale.ROOT,
        "%s: %s analysed, %s, %s skipped (%.2f\u00a0s, %s)",
        analysis.model(),
        counted(summary.analyzed(), "row", "rows"),
        counted(summary.failedFits(), "fit failed", "fits failed"),
        counted(summary.skipped(), "layer", "layers"),
        analysis.provenance().elapsed().toMillis() / 1e3,
        analysis.provenance().nativeLibrary());
  }

  private static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** The layers that should have been analysed, before anything that might look fine. */
  private static String lost(List<SkippedLayer> lost) {
    List<SkippedLayer> elsewhere = lost.stream().filter(AnalysisText::isElsewhere).toList();
    List<SkippedLayer> here = lost.stream().filter(layer -> !isElsewhere(layer)).toList();
    return skipped("LOST: what these layers are like is unknown", here, MOST_NAMES)
        + skipped("A PART: merge the shards to judge the model", elsewhere, FEW_NAMES);
  }

  private static boolean isElsewhere(SkippedLayer layer) {
    return layer.cause() == SkippedLayer.Cause.OTHER_SHARD;
  }

  private static TextTable summary(Summary summary) {
    TextTable table = TextTable.of("summary", "mean", "median", "min", "max");
    for (Metric metric : Summary.METRICS) {
      if (summary.statistics(metric).isPresent()) {
        Statistics s = summary.statistics(metric).get();
        table =
            table.with(
                metric.key(), cell(s.mean()), cell(s.median()), cell(s.min()), cell(s.max()));
      }
    }
    return table;
  }

  private static String cell(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** Why rows have no verdict. */
  private static String untold(LayerTable table) {
    List<LayerReport> rows =
        table.stream().filter(row -> row.verdict().verdict() == Verdict.CANNOT_TELL).toList();
    return list(
        "Cannot tell",
        SharedSentence.of(rows, LayerReport::name, row -> row.verdict().reason()).stream()
            .map(shared -> shared.told(MOST_NAMES)));
  }

  /** The layers of {@link LayerReport#isIdeal}, which is nothing to be mended, in a sentence. */
  static Optional<String> ideal(LayerTable table) {
    List<String> names =
        table.stream().filter(LayerReport::isIdeal).map(LayerReport::name).toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            SharedSentence.named(names, MOST_NAMES)
                + ": alpha 2 and xmin = detX, both within their errors, as SETOL has it of an"
                + " ideal layer");
  }

  /** By type; without those that the lines above have told in the same words. */
  private static String findings(Analysis analysis) {
    Map<FindingType, List<Finding>> byType =
        analysis.findings().stream()
            .filter(finding -> !isTold(finding, analysis))
            .collect(
                Collectors.groupingBy(
                    Finding::type, () -> new EnumMap<>(FindingType.class), Collectors.toList()));
    return list(
        "Findings",
        byType.entrySet().stream().map(entry -> finding(entry.getKey(), entry.getValue())));
  }

  /** What to do about the layers of each verdict that calls for it, the most serious first. */
  private static String advice(LayerTable table) {
    return list(
        "What to do",
        Arrays.stream(Verdict.values())
            .filter(it -> it != Verdict.WELL_TRAINED && it != Verdict.CANNOT_TELL)
            .map(it -> advice(it, table))
            .flatMap(Optional::stream));
  }

  private static Optional<String> advice(Verdict verdict, LayerTable table) {
    List<String> names =
        table.stream()
            .filter(row -> row.verdict().verdict() == verdict)
            .map(LayerReport::name)
            .distinct()
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(labelled(verdict.label(), names, FEW_NAMES) + ": " + verdict.advice());
  }

  private static boolean isTold(Finding finding, Analysis analysis) {
    return analysis.details().find(finding.layer()).stream()
            .map(LayerReport::verdict)
            .anyMatch(
                it -> it.verdict() == Verdict.CANNOT_TELL && it.reason().equals(finding.message()))
        || finding.type() == FindingType.NOT_FINITE;
  }

  /** The layers of a type, with what is said of them where one sentence does. */
  private static String finding(FindingType type, List<Finding> findings) {
    List<SharedSentence> told = SharedSentence.of(findings, Finding::layer, Finding::message);
    List<String> layers = findings.stream().map(Finding::layer).distinct().toList();
    return labelled(type.label(), layers, MOST_NAMES)
        + (told.size() == 1 ? ": " + told.get(0).text() : "");
  }

  /** What layers have in common, how many they are where there are several, and their names. */
  private static String labelled(String label, List<String> layers, int most) {
    return label
        + (layers.size() == 1 ? ": " : " (" + layers.size() + "): ")
        + SharedSentence.named(layers, most);
  }

  /** The skipped layers, those with the same reason in one item. */
  static String skipped(List<SkippedLayer> skipped) {
    return skipped("Skipped", skipped, Integer.MAX_VALUE);
  }

  private static String skipped(String title, List<SkippedLayer> skipped, int most) {
    return list(
        title,
        SharedSentence.of(skipped, layer -> layer.layer().name(), SkippedLayer::reason).stream()
            .map(shared -> shared.told(most)));
  }

  /** Notes on layers, those with the same note in one item. */
  static String notes(List<LayerDescription> layers) {
    List<LayerDescription> noted = layers.stream().filter(it -> !it.note().isEmpty()).toList();
    return list(
        "Notes",
        SharedSentence.of(noted, it -> it.layer().name(), LayerDescription::note).stream()
            .map(shared -> shared.told(Integer.MAX_VALUE)));
  }

  private static String list(String title, Stream<String> items) {
    String text = items.map(Paragraph::item).collect(Collectors.joining());
    return text.isEmpty() ? "" : "\n" + title + "\n" + text;
  }
}
