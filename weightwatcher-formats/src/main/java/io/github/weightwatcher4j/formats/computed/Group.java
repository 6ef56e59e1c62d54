package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tensors whose names start alike and that make up one; remembers which of them were asked for. */
final class Group {

  private final Tensors tensors;
  private final String start;
  private final NamedTensor main;
  private final Set<String> taken = new LinkedHashSet<>();

  /**
   * A group.
   *
   * @param start what all names start with, up to a dot or underscore
   * @param main the tensor that the group was found by
   */
  Group(Tensors tensors, String start, NamedTensor main) {
    this.tensors = tensors;
    this.start = start;
    this.main = main;
    taken.add(main.name());
  }

  /** The tensor that the group was found by. */
  NamedTensor main() {
    return main;
  }

  /** The module's name, without the dot behind it. */
  String module() {
    return start.endsWith(".") ? start.substring(0, start.length() - 1) : start;
  }

  /** What the name of the main tensor ends with, after what all names start with. */
  String mainEnding() {
    return main.name().substring(start.length());
  }

  /** Last components of the names of the tensors in a module below. */
  List<String> namesIn(String below) {
    return tensors.in(start + below).stream()
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .toList();
  }

  boolean has(String end) {
    return tensors.get(start + end).isPresent();
  }

  /**
   * Last components of the names of what is beside the main tensor, below it, or called as its
   * module and a word more.
   */
  List<String> around() {
    List<String> names = new ArrayList<>();
    String own = main.name();
    names.addAll(tensors.in(module()));
    names.addAll(tensors.in(own));
    tensors.in(Tensors.module(module())).stream()
        .filter(name -> name.startsWith(module() + "_") && !module().isEmpty())
        .forEach(names::add);
    return names.stream()
        .filter(name -> !name.equals(own))
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .toList();
  }

  /** Whether a tensor of this name is anywhere in the model, outside any module. */
  boolean inModel(String name) {
    return tensors.get(name).isPresent();
  }

  /** A tensor of the group, for a look at it. */
  Optional<NamedTensor> peek(String end) {
    return tensors.get(start + end);
  }

  /** A tensor of the group, which is no layer of its own then. */
  Optional<NamedTensor> find(String end) {
    Optional<NamedTensor> tensor = tensors.get(start + end);
    tensor.ifPresent(found -> taken.add(found.name()));
    return tensor;
  }

  /** Takes whatever is right in the module, and in those below it that are named. */
  void takeAll(String... below) {
    taken.addAll(tensors.in(module()));
    for (String each : below) {
      taken.addAll(tensors.in(start + each));
    }
  }

  /** Names of the tensors that belong to the group, the main one first. */
  Set<String> taken() {
    return taken;
  }

  /** A tensor that must be there and lie in one piece. */
  TensorView get(String end) {
    return view(find(end).orElseThrow(() -> new MisfitException(end + " is missing")), end);
  }

  /** As {@link #get}, where it need not be there. */
  Optional<TensorView> optional(String end) {
    return find(end).map(tensor -> view(tensor, end));
  }

  /** The main tensor, in one piece. */
  TensorView mainView() {
    return view(main, mainEnding());
  }

  private static TensorView view(NamedTensor tensor, String shown) {
    TensorView view =
        tensor.view().orElseThrow(() -> new MisfitException(shown + ": " + tensor.reason()));
    MisfitException.require(view.isContiguous(0), "%s is not stored in one piece", shown);
    return view;
  }

  /** Requires the type of a tensor's numbers. */
  static TensorView typed(TensorView view, String shown, ElementType... types) {
    Optional<ElementType> type = view.storage().element();
    MisfitException.require(
        type.isPresent() && Arrays.asList(types).contains(type.get()),
        "%s is of %s, not of %s",
        shown,
        type.map(Enum::name).orElse("an unknown type"),
        types[0]);
    return view;
  }

  /** Requires floats of any width: scales, not codes. */
  static TensorView floats(TensorView view, String shown) {
    return typed(
        view,
        shown,
        ElementType.FLOAT16,
        ElementType.BFLOAT16,
        ElementType.FLOAT32,
        ElementType.FLOAT64);
  }

  /** Requires a shape. */
  static void requireShape(String shown, TensorShape shape, long... expected) {
    MisfitException.require(
        shape.equals(TensorShape.of(expected)),
        "%s is %s, but %s belongs to these weights",
        shown,
        shape,
        TensorShape.of(expected));
  }

  /** The bytes of a tensor, whatever its numbers are said to be. */
  static TensorView bytes(TensorView view, String shown) {
    Storage bytes =
        view.storage()
            .asBytes()
            .orElseThrow(() -> new MisfitException("the bytes of " + shown + " are not at hand"));
    long width = bytes.size() / Math.max(1, view.storage().size());
    TensorShape flat = TensorShape.of(view.shape().size() * width);
    return new TensorView(bytes, view.offset() * width, flat, List.of(1L));
  }

  /** Whole numbers of a small tensor, read now. */
  static long[] integers(TensorView view, int most, String shown) throws IOException {
    MisfitException.require(view.shape().size() <= most, "%s is %s", shown, view.shape());
    return Arrays.stream(Part.all(view, shown)).mapToLong(number -> (long) number).toArray();
  }
}
