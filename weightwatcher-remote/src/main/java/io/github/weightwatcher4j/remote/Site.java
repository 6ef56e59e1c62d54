package io.github.weightwatcher4j.remote;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where the paths of a file system lie, and what a server tells of its folders. */
interface Site {

  /** Asks whether a file is there. */
  @FunctionalInterface
  interface Presence {
    /**
     * Whether it is; its first block is kept.
     *
     * @throws IOException where the server answers neither yes nor no
     */
    boolean isThere(List<String> file) throws IOException, InterruptedException;
  }

  /** What stands before the first slash of an absolute path. */
  String root();

  /** Where the bytes of a file are asked for; may hold a signature. */
  URI address(List<String> names);

  /** What the server of the addresses is told of who asks. */
  Optional<String> authorization();

  /** What the answers of that server mean for a file. */
  Refusals refusals(List<String> names);

  /** Whether a path is that of a folder, as far as that is known without a request for it. */
  boolean isFolder(List<String> names) throws IOException, InterruptedException;

  /** Whether it is known, without a request, that there is no such file. */
  boolean isMissing(List<String> names);

  /**
   * The files of the model in a folder.
   *
   * @throws IOException where there is none, with what there is instead
   */
  List<List<String>> model(List<String> folder, Presence presence)
      throws IOException, InterruptedException;
}
