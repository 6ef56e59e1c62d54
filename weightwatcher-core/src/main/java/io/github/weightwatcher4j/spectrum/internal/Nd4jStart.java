package io.github.weightwatcher4j.spectrum.internal;

import org.nd4j.common.io.Resource;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads OpenBLAS before ND4J does, so that its threads do not slow a training: {@link
 * NativeLibrary}.
 *
 * <p>ND4J makes one of every backend on the class path before it loads any native code, which is
 * the one moment to do so without a call by the user. This is none: it is never available, and
 * comes after every real one. Nothing may leave it: what does takes ND4J away from a program that
 * never called us.
 */
public final class Nd4jStart extends Nd4jBackend {

  private static final Logger LOG = LoggerFactory.getLogger(Nd4jStart.class);

  /** For {@link java.util.ServiceLoader}. */
  public Nd4jStart() {
    try {
      NativeLibrary.load();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn(String.valueOf(e.getMessage())); // where it is the library, ND4J fails too
    }
  }

  @Override
  public int getPriority() {
    return -1_000;
  }

  @Override
  public boolean isAvailable() {
    return false;
  }

  @Override
  public boolean canRun() {
    return false;
  }

  @Override
  public boolean allowsOrder() {
    return false;
  }

  @Override
  public String buildInfo() {
    return "none";
  }

  @Override
  public void logBackendInit() {}

  @Override
  public Resource getConfigurationResource() {
    throw noBackend();
  }

  @Override
  public Class<?> getNDArrayClass() {
    throw noBackend();
  }

  @Override
  public Environment getEnvironment() {
    throw noBackend();
  }

  private static UnsupportedOperationException noBackend() {
    return new UnsupportedOperationException("not a backend");
  }
}
