package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.compare.Change.Kind;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.report.internal.Paragraph;
import io.github.weightwatcher4j.report.internal.SharedSentence;
import io.github.weightwatcher4j.report.internal.TextTable;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A comparison as text for a terminal or a log, in lines of 80 columns. */
final class ComparisonText {

  private static final int MOST_NAMES = 20;

  /** Models beside the reference in one table. */
  private static final int SIDE_BY_SIDE = 3;

  private static final int LETTERS = 26;
  private static final String ABSENT = "-";
  private static final String MARK = " *";

  private ComparisonText() {}

  static String verdict(ModelComparison model) {
    if (model.layers().isEmpty()) {
      return "no layer was analysed in either model";
    }
    List<String> parts = new ArrayList<>();
    part(model.count(Kind.WORSE), "is worse", "are worse", parts);
    part(model.count(Kind.BETTER), "is better", "are better", parts);
    part(model.count(Kind.CANNOT_TELL), "is undecided", "are undecided", parts);
    int layers = model.layers().size();
    String of = " of " + layers + (layers == 1 ? " layer " : " layers ");
    return parts.isEmpty()
        ? "none" + of + "is worse or better"
        : String.join(", ", parts).replaceFirst(" ", of);
  }

  private static void part(int count, String one, String many, List<String> parts) {
    if (count > 0) {
      parts.add(count + " " + (count == 1 ? one : many));
    }
  }

  /** A, B, C: what a model is called in the columns. */
  private static String letter(int model) {
    return model < LETTERS ? String.valueOf((char) ('A' + model)) : "M" + (model + 1);
  }

  static String of(Comparison comparison) {
    StringBuilder text = new StringBuilder();
    List<ModelComparison> models = comparison.models();
    text.append(Paragraph.of("A: " + comparison.reference().model() + ", the reference"));
    for (int i = 0; i < models.size(); i++) {
      ModelComparison model = models.get(i);
      text.append(
          Paragraph.of(
              letter(i + 1) + ": " + model.other().model() + ": " + model.verdict() + "."));
    }
    for (int i = 0; i < models.size(); i++) {
      text.append(changes(models.get(i), models.size() == 1 ? "" : " in " + letter(i + 1)));
    }
    if (models.size() == 1) {
      text.append('\n').append(two(models.get(0)));
    } else {
      for (int i = 0; i < models.size(); i += SIDE_BY_SIDE) {
        List<ModelComparison> few = models.subList(i, Math.min(models.size(), i + SIDE_BY_SIDE));
        text.append('\n').append(alphas(few, i + 1)).append('\n').append(verdicts(few, i + 1));
      }
    }
    text.append(legend(models));
    text.append('\n').append(means(comparison));
    return text.toString();
  }

  private static String changes(ModelComparison model, String where) {
    StringBuilder text = new StringBuilder();
    model
        .obstacles()
        .forEach(
            it ->
                text.append('\n')
                    .append(Paragraph.of("Numbers do not compare" + where + ": " + it + ".")));
    text.append(list("Worse" + where, model.changes(Kind.WORSE)));
    text.append(list("Better" + where, model.changes(Kind.BETTER)));
    text.append(list("Cannot tell" + where, model.changes(Kind.CANNOT_TELL)));
    text.append(list("Other differences" + where, model.changes(Kind.OTHER)));
    model
        .notes()
        .forEach(it -> text.append('\n').append(Paragraph.of("Note" + where + ": " + it + ".")));
    return text.toString();
  }

  private static String list(String title, List<Change> changes) {
    String items =
        SharedSentence.of(changes, Change::layer, Change::text).stream()
            .map(shared -> Paragraph.item(shared.told(MOST_NAMES)))
            .collect(Collectors.joining());
    return items.isEmpty() ? "" : "\n" + title + "\n" + items;
  }

  /** Both models' numbers and verdicts in one table. */
  private static String two(ModelComparison model) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("layer", "alpha of A", "alpha of B", "B - A", "verdict"));
    for (ComparedLayer layer : model.layers()) {
      rows.add(
          List.of(
              layer.name(),
              alpha(layer.reference()),
              alpha(layer.other()),
              difference(layer),
              verdicts(layer)));
    }
    return table(rows);
  }

  private static String table(List<List<String>> rows) {
    TextTable table = TextTable.of(rows.get(0));
    for (List<String> row : rows.subList(1, rows.size())) {
      table = table.with(row);
    }
    return table.toString();
  }

  private static String alpha(Optional<LayerReport> row) {
    return row.map(AlphaText::of).orElse(ABSENT);
  }

  private static String difference(ComparedLayer layer) {
    if (!layer.isInBoth()) {
      return ABSENT;
    }
    OptionalDouble a = layer.reference().orElseThrow().alpha();
    OptionalDouble b = layer.other().orElseThrow().alpha();
    return a.isEmpty() || b.isEmpty()
        ? ABSENT
        : String.format(Locale.ROOT, "%+.2f", b.getAsDouble() - a.getAsDouble()) + mark(layer);
  }

  private static String mark(ComparedLayer layer) {
    return layer.alpha().filter(AlphaDifference::isSignificant).isPresent() ? MARK : "";
  }

  private static String verdicts(ComparedLayer layer) {
    Optional<Verdict> a = layer.reference().map(row -> row.verdict().verdict());
    Optional<Verdict> b = layer.other().map(row -> row.verdict().verdict());
    return a.equals(b) ? a.map(Verdict::label).orElse(ABSENT) : word(a) + " -> " + word(b);
  }

  /** The first word of a verdict. */
  private static String word(Optional<Verdict> verdict) {
    return verdict.map(it -> it.label().split("[ -]", 2)[0]).orElse(ABSENT);
  }

  private static String alphas(List<ModelComparison> few, int first) {
    Map<String, List<String>> rows = rows(few);
    for (int i = 0; i < few.size(); i++) {
      for (ComparedLayer layer : few.get(i).layers()) {
        List<String> row = rows.getOrDefault(layer.name(), List.of());
        layer.reference().ifPresent(it -> row.set(0, AlphaText.of(it)));
        row.set(i + 1, alpha(layer.other()) + mark(layer));
      }
    }
    return table(rows, "alpha", few.size(), first);
  }

  private static String verdicts(List<ModelComparison> few, int first) {
    Map<String, List<String>> rows = rows(few);
    for (int i = 0; i < few.size(); i++) {
      for (ComparedLayer layer : few.get(i).layers()) {
        List<String> row = rows.getOrDefault(layer.name(), List.of());
        layer.reference().ifPresent(it -> row.set(0, it.verdict().verdict().label()));
        row.set(i + 1, layer.other().map(it -> it.verdict().verdict().label()).orElse(ABSENT));
      }
    }
    return table(rows, "verdict", few.size(), first);
  }

  /** A row of absent cells for each layer of any model. */
  private static Map<String, List<String>> rows(List<ModelComparison> few) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    few.stream()
        .flatMap(model -> model.layers().stream())
        .forEach(
            layer ->
                rows.computeIfAbsent(
                    layer.name(),
                    name ->
                        Stream.generate(() -> ABSENT)
                            .limit(few.size() + 1L)
                            .collect(Collectors.toCollection(ArrayList::new))));
    return rows;
  }

  private static String table(Map<String, List<String>> rows, String title, int others, int first) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(header(title, others, first));
    rows.forEach((name, row) -> cells.add(Stream.concat(Stream.of(name), row.stream()).toList()));
    return table(cells);
  }

  private static List<String> header(String title, int others, int first) {
    return Stream.concat(
            Stream.of(title, letter(0)),
            IntStream.range(first, first + others).mapToObj(ComparisonText::letter))
        .toList();
  }

  private static String legend(List<ModelComparison> models) {
    long tested =
        models.stream()
            .map(ModelComparison::layers)
            .flatMap(Collection::stream)
            .filter(layer -> layer.alpha().isPresent())
            .count();
    long found = models.stream().mapToLong(model -> model.significant().size()).sum();
    String what = models.size() == 1 ? "" : ", for each model";
    return tested == 0
        ? ""
        : "\n"
            + Paragraph.of(
                "* "
                    + found
                    + " of "
                    + tested
                    + " tested differences of alpha are more than their error: "
                    + AlphaDifference.TEST
                    + what
                    + ".");
  }

  private static String means(Comparison comparison) {
    List<Analysis> all = comparison.analyses();
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < all.size(); i += SIDE_BY_SIDE) {
      List<Analysis> few = new ArrayList<>(List.of(all.get(0)));
      few.addAll(all.subList(i, Math.min(all.size(), i + SIDE_BY_SIDE)));
      text.append(i == 1 ? "" : "\n").append(means(few, i));
    }
    return text.toString();
  }

  private static String means(List<Analysis> few, int first) {
    boolean two = few.size() == 2;
    List<String> header = new ArrayList<>(header("mean", few.size() - 1, first));
    if (two) {
      header.add(letter(first) + " - A");
    }
    TextTable table = TextTable.of(header);
    for (Metric metric : Summary.METRICS) {
      List<OptionalDouble> means = few.stream().map(it -> it.summary().mean(metric)).toList();
      if (means.stream().anyMatch(OptionalDouble::isPresent)) {
        List<String> row = new ArrayList<>(List.of(metric.key()));
        means.forEach(mean -> row.add(cell("%.3f", mean)));
        if (two) {
          row.add(cell("%+.3f", difference(means.get(0), means.get(1))));
        }
        table = table.with(row);
      }
    }
    return table.toString();
  }

  private static OptionalDouble difference(OptionalDouble a, OptionalDouble b) {
    return a.isPresent() && b.isPresent()
        ? OptionalDouble.of(b.getAsDouble() - a.getAsDouble())
        : OptionalDouble.empty();
  }

  private static String cell(String format, OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : ABSENT;
  }
}
