package io.github.weightwatcher4j.spark.hadoop;

import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Files of this machine under a scheme of their own, which only Hadoop knows. */
public final class StoreFileSystem extends RawLocalFileSystem {

  private static final URI ROOT = URI.create("store:///");

  /** Settings under which Hadoop knows it. */
  static Configuration settings() {
    Configuration settings = new Configuration();
    settings.setClass("fs.store.impl", StoreFileSystem.class, RawLocalFileSystem.class);
    return settings;
  }

  @Override
  public String getScheme() {
    return "store";
  }

  @Override
  public URI getUri() {
    return ROOT;
  }
}
