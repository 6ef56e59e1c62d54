package io.github.weightwatcher4j.spark.hadoop;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * Files of whatever Hadoop knows (HDFS, s3a, abfs, gs and more) as paths that readers of {@code
 * java.nio.file} take. They are read in place, by positioned reads; nothing can be written.
 */
public final class HadoopFiles {

  private HadoopFiles() {}

  /**
   * A file or a folder, there or not.
   *
   * @param address with a scheme, or a path on the file system that is the default one of these
   *     settings
   * @throws IOException where the scheme is none of Hadoop's, or its file system cannot be opened
   */
  public static Path path(String address, Configuration settings) throws IOException {
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(address);
    FileSystem files = place.getFileSystem(settings);
    org.apache.hadoop.fs.Path whole = files.makeQualified(place);
    return new HadoopProvider(files).path(whole.toUri().getPath());
  }
}
