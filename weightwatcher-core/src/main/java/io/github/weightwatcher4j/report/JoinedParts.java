package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.model.ModelFileInfo;
import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.run.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The shards of one model's analysis, joined. Layers with one index were analysed together. */
final class JoinedParts {

  private final List<Analysis> parts;
  private final Analysis first;

  JoinedParts(List<Analysis> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("there are no parts to be joined");
    }
    this.parts = List.copyOf(parts);
    this.first = parts.get(0);
    requireAlike("model", Analysis::rawModel);
    requireAlike("size of the model's file", part -> file(part, ModelFileInfo::size));
    requireAlike("SHA-256 of the model's file", part -> file(part, ModelFileInfo::sha256));
    requireAlike("version of WeightWatcher", part -> part.provenance().library());
    requireAlike("solver", part -> part.provenance().solver());
    Set<String> keys = new TreeSet<>();
    parts.forEach(part -> keys.addAll(part.provenance().options().keySet()));
    keys.remove(Options.SHARD.key());
    keys.forEach(key -> requireAlike(key, part -> part.provenance().options().get(key)));
    requireAllShards();
  }

  private static Optional<Object> file(Analysis part, Function<ModelFileInfo, Object> what) {
    return part.provenance().file().map(what);
  }

  private void requireAlike(String what, Function<Analysis, Object> value) {
    Object expected = value.apply(first);
    for (Analysis part : parts) {
      Object actual = value.apply(part);
      if (!Objects.equals(expected, actual)) {
        throw new IllegalArgumentException(
            "parts of one analysis must have the same %s, but shard %s has %s and shard %s has %s"
                .formatted(what, shard(first), shown(expected), shard(part), shown(actual)));
      }
    }
  }

  private static String shown(Object value) {
    return value instanceof Optional<?> optional
        ? optional.map(JoinedParts::shown).orElse("none")
        : value == null ? "none" : value.toString();
  }

  private static Shard shard(Analysis part) {
    return Options.SHARD.in(part.provenance().options()).orElse(Shard.all());
  }

  /** Shards of numbers are all there, and once; who chose layers is told by layers. */
  private void requireAllShards() {
    requireAlike("number of shards", part -> shard(part).count());
    int count = shard(first).count();
    Set<Integer> missing =
        IntStream.rangeClosed(1, count).boxed().collect(Collectors.toCollection(TreeSet::new));
    for (Analysis part : parts) {
      Shard shard = shard(part);
      if (count > 0 && !missing.remove(shard.number())) {
        throw new IllegalArgumentException(
            shard.isAll()
                ? "the analysis of a whole model is given twice"
                : "shard " + shard + " is given twice");
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          (missing.size() == 1 ? "a shard is missing: " : "shards are missing: ")
              + missing.stream().map(it -> it + "/" + count).collect(Collectors.joining(", ")));
    }
  }

  Analysis analysis() {
    List<LayerReport> rows = new ArrayList<>();
    List<SkippedLayer> skipped = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (Outcome outcome : outcomes().values()) {
      rows.addAll(outcome.rows());
      skipped.addAll(outcome.skipped());
      outcome.rows().forEach(row -> findings.addAll(row.findings()));
      outcome.skipped().forEach(layer -> Finding.of(layer).ifPresent(findings::add));
    }
    return Analysis.of(first.rawModel(), rows, skipped, findings.stream(), notes(), provenance());
  }

  /** What a part has of the layers of one index. */
  private record Outcome(List<LayerReport> rows, List<SkippedLayer> skipped) {

    private Outcome() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    /** Whether another part has them. */
    boolean isElsewhere() {
      return skipped.stream().anyMatch(layer -> layer.cause() == Cause.OTHER_SHARD);
    }

    String names() {
      return Stream.concat(
              rows.stream().map(LayerReport::name), skipped.stream().map(it -> it.layer().name()))
          .distinct()
          .collect(Collectors.joining(", "));
    }
  }

  private static Map<Integer, Outcome> outcomes(Analysis part) {
    Map<Integer, Outcome> outcomes = new TreeMap<>();
    part.details().forEach(row -> of(row.layer().index(), outcomes).rows().add(row));
    part.skipped().forEach(layer -> of(layer.layer().index(), outcomes).skipped().add(layer));
    return outcomes;
  }

  private static Outcome of(int index, Map<Integer, Outcome> outcomes) {
    return outcomes.computeIfAbsent(index, any -> new Outcome());
  }

  /** By the layers' index, that of the one part that has them; of layers nobody takes, any. */
  private Map<Integer, Outcome> outcomes() {
    List<Map<Integer, Outcome>> ofParts = parts.stream().map(JoinedParts::outcomes).toList();
    if (ofParts.stream().map(Map::keySet).distinct().count() > 1) {
      throw new IllegalArgumentException("parts of one analysis must list the same layers");
    }
    Map<Integer, Outcome> joined = new TreeMap<>();
    for (int index : ofParts.get(0).keySet()) {
      List<Outcome> told = ofParts.stream().map(it -> of(index, it)).toList();
      List<Outcome> here = told.stream().filter(outcome -> !outcome.isElsewhere()).toList();
      if (here.isEmpty()) {
        throw new IllegalArgumentException("no part has layer " + told.get(0).names());
      }
      if (here.size() > 1 && !(here.size() == parts.size() && allSkip(here))) {
        throw new IllegalArgumentException("two parts have layer " + here.get(0).names());
      }
      joined.put(index, here.get(0));
    }
    return joined;
  }

  private static boolean allSkip(List<Outcome> outcomes) {
    Outcome one = outcomes.get(0);
    return one.rows().isEmpty() && outcomes.stream().allMatch(one::equals);
  }

  private List<String> notes() {
    Set<String> notes = new LinkedHashSet<>();
    parts.forEach(part -> notes.addAll(part.notes()));
    List<String> libraries = distinct(Provenance::nativeLibrary);
    if (libraries.size() > 1) {
      notes.add(
          "parts were computed with different kernels ("
              + String.join("; ", libraries)
              + "), so that last digits may differ from those of one run");
    }
    return List.copyOf(notes);
  }

  private List<String> distinct(Function<Provenance, String> what) {
    return parts.stream().map(Analysis::provenance).map(what).distinct().toList();
  }

  private String all(Function<Provenance, String> what) {
    return String.join("; ", distinct(what));
  }

  private Provenance provenance() {
    Provenance of = first.provenance();
    Map<String, Object> options = new LinkedHashMap<>(of.options());
    options.computeIfPresent(Options.SHARD.key(), (key, shard) -> Options.SHARD.json(Shard.all()));
    List<Provenance> all = parts.stream().map(Analysis::provenance).toList();
    Instant started =
        all.stream().map(Provenance::started).min(Comparator.naturalOrder()).orElseThrow();
    Instant ended =
        all.stream()
            .map(it -> it.started().plus(it.elapsed()))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return Provenance.of(
        of.library(),
        all(Provenance::java),
        all(Provenance::system),
        of.solver(),
        all(Provenance::nativeLibrary),
        options,
        of.seed(),
        started,
        Duration.between(started, ended),
        of.file());
  }
}
