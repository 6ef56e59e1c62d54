package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.util.List;
import java.util.function.Supplier;

/** A model whose layers come from those of others, and change when theirs do. */
public record DerivedSource(String name, List<ModelSource> origins, Supplier<List<Layer>> listing)
    implements ModelSource {

  @Override
  public List<Layer> layers() {
    return listing.get();
  }

  @Override
  public long revision() {
    return origins.stream().mapToLong(ModelSource::revision).sum();
  }

  @Override
  public String snapshotAdvice() {
    return origins.get(0).snapshotAdvice();
  }

  @Override
  public String toString() {
    return name;
  }
}
