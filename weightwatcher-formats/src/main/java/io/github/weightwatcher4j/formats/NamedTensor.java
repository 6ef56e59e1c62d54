package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.Optional;

/** One tensor of a file: its name there, its shape, and how to read it or why it is not read. */
public final class NamedTensor {

  private final String name;
  private final TensorShape shape;
  private final Optional<TensorView> view;
  private final Absence absence;
  private final String reason;

  private NamedTensor(
      String name, TensorShape shape, Optional<TensorView> view, Absence absence, String reason) {
    this.name = name;
    this.shape = shape;
    this.view = view;
    this.absence = absence;
    this.reason = reason;
  }

  /** A tensor that can be read. */
  public static NamedTensor of(String name, TensorView view) {
    return new NamedTensor(name, view.shape(), Optional.of(view), Absence.NO_WEIGHTS, "");
  }

  /** A tensor that is there, but is not read, for the reason given: a type not known, say. */
  public static NamedTensor unreadable(String name, TensorShape shape, String reason) {
    return unreadable(name, shape, Absence.UNREAD, reason);
  }

  /**
   * A tensor that is there, but is not read, for the reason given.
   *
   * @param absence {@link Absence#NO_WEIGHTS} of texts, masks, trees and the like
   */
  public static NamedTensor unreadable(
      String name, TensorShape shape, Absence absence, String reason) {
    return new NamedTensor(name, shape, Optional.empty(), absence, reason);
  }

  /** The same tensor under another name. */
  public NamedTensor renamed(String newName) {
    return new NamedTensor(newName, shape, view, absence, reason);
  }

  /** Name in the file. */
  public String name() {
    return name;
  }

  /** Lengths of the axes. */
  public TensorShape shape() {
    return shape;
  }

  /** How many axes are longer than 1: two or more make a matrix by shape alone. */
  public long longAxes() {
    return shape.dims().stream().filter(length -> length != 1).count();
  }

  /** The numbers; empty where they are not read. */
  public Optional<TensorView> view() {
    return view;
  }

  /** Whether weights may be lost because it is not read; of one that is read, that none are. */
  public Absence absence() {
    return absence;
  }

  /** Why the tensor is not read, for people; empty text where it is. */
  public String reason() {
    return reason;
  }

  @Override
  public String toString() {
    return name + " " + shape;
  }
}
