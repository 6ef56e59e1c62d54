package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.internal.Printable;
import io.github.weightwatcher4j.option.Requirement;
import io.github.weightwatcher4j.report.internal.Paragraph;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Everything that an analysis of a model found. Immutable. */
public final class Analysis {

  private record Parts(
      String rawModel,
      LayerTable details,
      Summary summary,
      List<SkippedLayer> skipped,
      List<Finding> findings,
      List<String> notes,
      Provenance provenance) {}

  private final Parts parts;

  private Analysis(Parts parts) {
    this.parts = parts;
  }

  /** An analysis of a model, which may be called by whatever characters. */
  public static Analysis of(
      String rawModel,
      LayerTable details,
      Summary summary,
      List<SkippedLayer> skipped,
      List<Finding> findings,
      List<String> notes,
      Provenance provenance) {
    return new Analysis(
        new Parts(
            Printable.raw(rawModel),
            details,
            summary,
            List.copyOf(skipped),
            List.copyOf(findings),
            notes.stream().map(Printable::of).toList(),
            provenance));
  }

  /**
   * An analysis of what became of a model's layers, in their order; with the findings of each
   * layer, which are put in the order of their weight.
   */
  public static Analysis of(
      String rawModel,
      List<LayerReport> rows,
      List<SkippedLayer> skipped,
      Stream<Finding> findings,
      List<String> notes,
      Provenance provenance) {
    LayerTable details = new LayerTable(rows);
    return of(
        rawModel,
        details,
        Summary.of(details, skipped.size()),
        skipped,
        findings.sorted(Comparator.comparing(Finding::type)).toList(), // stable: then by layer
        notes,
        provenance);
  }

  /**
   * The analysis of a whole model, joined from those of its {@linkplain
   * io.github.weightwatcher4j.option.AnalysisOptionsBuilder#shard shards}, in any order: the same
   * as of one run, to the last bit, but for when it began and how long it took (from the first
   * beginning to the last end). Parts that were computed with other kernels differ in their last
   * digits, which a note tells.
   *
   * @throws IllegalArgumentException where parts are missing or given twice, or are not of one
   *     model, version of the library, solver and set of options; the message says which
   */
  public static Analysis joined(List<Analysis> parts) {
    return new JoinedParts(parts).analysis();
  }

  /** What the model is called, as it is shown: {@link LayerInfo#name} says how. */
  public String model() {
    return Printable.name(parts.rawModel());
  }

  /** What the model is called, with whatever characters. */
  public String rawModel() {
    return parts.rawModel();
  }

  /** A row for each analysed layer. */
  public LayerTable details() {
    return parts.details();
  }

  /** Statistics over the layers. */
  public Summary summary() {
    return parts.summary();
  }

  /** Layers that were not analysed, with the reason. */
  public List<SkippedLayer> skipped() {
    return parts.skipped();
  }

  /**
   * The skipped layers that have weights, or may have, which could not be analysed, or which other
   * shards have.
   */
  public List<SkippedLayer> lost() {
    return skipped().stream().filter(layer -> layer.cause().isLoss()).toList();
  }

  /**
   * Whether some layer was analysed and none is {@linkplain #lost() lost}: what is not there was
   * left out by choice, by its size, or because it holds no weights.
   */
  public boolean isComplete() {
    return details().size() > 0 && lost().isEmpty();
  }

  /**
   * What is said of the model, in one sentence: how many layers have which verdict, and how many
   * could not be analysed.
   */
  public String verdict() {
    return ModelVerdict.of(this);
  }

  /** What to look at, the most serious first, and then in the order of layers. */
  public List<Finding> findings() {
    return parts.findings();
  }

  /**
   * Which layers are SETOL's ideal one within their errors, in one sentence ({@link
   * LayerReport#isIdeal}); empty where none is called so, as where detX was not asked for.
   */
  public Optional<String> ideal() {
    return AnalysisText.ideal(details());
  }

  /** Remarks on the analysis as a whole, such as weights that changed under it. */
  public List<String> notes() {
    return parts.notes();
  }

  /** Software, options, seed and time. */
  public Provenance provenance() {
    return parts.provenance();
  }

  /** The findings of some types. */
  public List<Finding> findings(FindingType... types) {
    List<FindingType> wanted = List.of(types);
    return findings().stream().filter(finding -> wanted.contains(finding.type())).toList();
  }

  /**
   * Whether the analysis was asked for a metric, and whether any layer has it; where none has, why
   * the first has not.
   */
  public Availability availability(Metric metric) {
    return asked(metric.requirement(), row -> availability(row, metric));
  }

  /** Whether a row of this analysis has a metric, and why not. */
  public Availability availability(LayerReport row, Metric metric) {
    return Availability.of(row, metric, provenance().options());
  }

  /**
   * Whether the analysis looked for findings of a type, so that none means none, and could tell of
   * any layer; where it could of none, why not of the first.
   */
  public Availability availability(FindingType type) {
    return type.metric().isEmpty() && type.requirement().isEmpty()
        ? Availability.PRESENT
        : asked(type.requirement(), row -> availability(row, type));
  }

  /** Whether it can be told that a row of this analysis has a finding of a type, and why not. */
  public Availability availability(LayerReport row, FindingType type) {
    return Availability.of(row, type, provenance().options());
  }

  private Availability asked(
      Optional<Requirement<?>> needed, Function<LayerReport, Availability> ofRow) {
    return needed
        .filter(requirement -> !requirement.isMetBy(provenance().options()).orElse(true))
        .map(Availability::notAsked)
        .orElseGet(() -> Availability.of(details(), ofRow));
  }

  /**
   * The same with the SHA-256 of the file that the model was read from, which is read for that;
   * unchanged where there is no file.
   *
   * @throws IOException where it cannot be read
   */
  public Analysis withSha256() throws IOException {
    return of(
        rawModel(),
        details(),
        summary(),
        skipped(),
        findings(),
        notes(),
        provenance().withSha256());
  }

  /** An aligned table of the layers, then the summary, the findings and what was skipped. */
  @Override
  public String toString() {
    return toText(Paragraph.WIDTH);
  }

  /**
   * As {@link #toString}, with the table of layers in lines of so many columns instead of 80: more
   * show longer names and more numbers beside each other.
   *
   * @param columns of the terminal, at least 40
   */
  public String toText(int columns) {
    return AnalysisText.of(this, columns);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Analysis that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }
}
