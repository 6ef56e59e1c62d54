package io.github.weightwatcher4j.formats.fuzz;

/** A class that a file may name and that nothing may run. */
public final class Trap {

  /** What is set once this class is initialized. */
  static final String SPRUNG = "weightwatcher.fuzz.trap";

  static {
    System.setProperty(SPRUNG, "sprung");
  }

  /** What a file may ask to be made. */
  public Trap() {}
}
