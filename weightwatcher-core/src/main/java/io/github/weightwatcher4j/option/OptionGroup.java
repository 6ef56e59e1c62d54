package io.github.weightwatcher4j.option;

/** What options are about, in the order of the command's help. */
public enum OptionGroup {
  /** Which layers are analysed. */
  LAYERS("Which layers"),
  /** What is fitted to the tail of a spectrum, and how sure it is. */
  TAIL("The tail"),
  /** What else is computed of a layer. */
  COMPUTED("What is computed"),
  /** How the work is run. */
  RUN("How it is run");

  private final String title;

  OptionGroup(String title) {
    this.title = title;
  }

  /** Its name above a list of options. */
  public String title() {
    return title;
  }
}
