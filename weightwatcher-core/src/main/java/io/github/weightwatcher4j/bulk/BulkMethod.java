package io.github.weightwatcher4j.bulk;

/** How the Marchenko-Pastur law is fitted. */
public enum BulkMethod {
  /** By the middle of the bulk, which neither spikes nor heavy tails move: the default. */
  ROBUST,
  /** To a density estimate, as the Python tool does it. */
  DENSITY
}
