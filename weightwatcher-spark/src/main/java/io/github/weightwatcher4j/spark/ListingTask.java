package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.run.internal.LayerWork;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Lists the layers of a file on an executor. */
final class ListingTask implements Function<String, Listing> {

  private static final long serialVersionUID = 1;

  private final AnalysisOptions options;
  private final Broadcast<SerializableConfiguration> settings;

  ListingTask(AnalysisOptions options, Broadcast<SerializableConfiguration> settings) {
    this.options = options;
    this.settings = settings;
  }

  @Override
  public Listing call(String address) {
    try {
      return Listing.of(
          LayerWork.byIndex(Models.open(address, settings.value().value()).layers(), options));
    } catch (CancellationException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return Listing.failed(Models.reason(e));
    }
  }
}
