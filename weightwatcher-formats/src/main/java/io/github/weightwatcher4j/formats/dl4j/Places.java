package io.github.weightwatcher4j.formats.dl4j;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.dl4j.internal.LayerClass;
import io.github.weightwatcher4j.formats.dl4j.internal.LayerShapes;
import io.github.weightwatcher4j.formats.dl4j.internal.Parameter;
import io.github.weightwatcher4j.model.Absence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Where the parameters of each layer stand in the vector of all. */
final class Places {

  private static final LayerShapes.Answer UNKNOWN =
      new LayerShapes.Answer(new LayerClass(List.of("?"), Optional.empty()), List.of());

  private static final String BETWEEN =
      "stands between layers of which it is not known how many parameters they have";

  private final FilePlace file;
  private final Optional<TensorView> vector;
  private final long total;
  private final List<Place> places = new ArrayList<>();

  /**
   * A layer, and where its parameters begin.
   *
   * @param answer what it is and has; of no meaning where it has no place
   * @param start index of its first parameter; empty where that is not known
   * @param absence what that means
   * @param reason why it is not known; else empty
   */
  record Place(
      Configuration.Entry entry,
      LayerShapes.Answer answer,
      OptionalLong start,
      Absence absence,
      String reason) {

    Place(Configuration.Entry entry, LayerShapes.Answer answer, String reason) {
      this(entry, answer, OptionalLong.empty(), Absence.UNREAD, reason);
    }

    boolean isKnown() {
      return reason.isEmpty();
    }

    long size() {
      return answer.parameters().stream()
          .mapToLong(parameter -> parameter.shape().size())
          .reduce(0, Math::addExact);
    }

    Place at(long position) {
      return new Place(entry, answer, OptionalLong.of(position), absence, reason);
    }

    Place because(Absence newAbsence, String newReason) {
      return new Place(entry, answer, OptionalLong.empty(), newAbsence, newReason);
    }
  }

  private Places(FilePlace file, Optional<TensorView> vector) {
    this.file = file;
    this.vector = vector;
    this.total = vector.map(view -> view.shape().size()).orElse(0L);
  }

  /**
   * Places the layers of a configuration.
   *
   * @throws io.github.weightwatcher4j.formats.WeightFileException where they have other numbers of
   *     parameters than the vector
   */
  static Places of(Configuration configuration, Optional<TensorView> vector, Set<String> allowed) {
    Places places = new Places(configuration.file(), vector);
    LayerFinder finder = new LayerFinder(allowed, places.total);
    configuration.entries().forEach(entry -> places.places.add(unplaced(finder, entry)));
    places.place();
    return places;
  }

  private static Place unplaced(LayerFinder finder, Configuration.Entry entry) {
    try {
      return new Place(entry, finder.find(entry.layer()), "");
    } catch (UnknownLayerException e) {
      return new Place(entry, UNKNOWN, String.valueOf(e.getMessage()));
    }
  }

  private void place() {
    long unknown = places.stream().filter(place -> !place.isKnown()).count();
    long rest = total - requireRoom(unknown);
    if (rest == 0) {
      placeAll();
      return;
    }
    int first = fromTheFront();
    int last = fromTheBack();
    for (int i = first; i <= last; i++) {
      places.set(i, lost(places.get(i), unknown == 1, rest));
    }
  }

  /** Where nothing is left for the layers that are not known. */
  private void placeAll() {
    long next = 0;
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      places.set(
          i,
          place.isKnown()
              ? place.at(next)
              : place.because(Absence.NO_WEIGHTS, place.reason() + "; it has no parameters"));
      next += place.size();
    }
  }

  private static Place lost(Place place, boolean alone, long rest) {
    if (place.isKnown()) {
      return place.because(Absence.UNREAD, BETWEEN);
    }
    String count = alone ? "; it has " + rest + " parameters" : "";
    return place.because(Absence.UNREAD, place.reason() + count);
  }

  /** How many parameters the layers have that are known. */
  private long requireRoom(long unknown) {
    long known;
    try {
      known = places.stream().mapToLong(Place::size).reduce(0, Math::addExact);
    } catch (ArithmeticException e) {
      known = Long.MAX_VALUE;
    }
    if (unknown == 0 ? known != total : known > total) {
      throw file.problem(
          "by configuration.json its layers have %d parameters, but coefficients.bin has %d"
              .formatted(known, total),
          "save the network again with ModelSerializer.writeModel");
    }
    return known;
  }

  /** Places the layers before the first that is not known; gives its number. */
  private int fromTheFront() {
    long next = 0;
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      if (!place.isKnown()) {
        return i;
      }
      places.set(i, place.at(next));
      next += place.size();
    }
    return places.size();
  }

  /** Places the layers behind the last that is not known; gives its number. */
  private int fromTheBack() {
    long next = total;
    for (int i = places.size() - 1; i >= 0; i--) {
      Place place = places.get(i);
      if (!place.isKnown()) {
        return i;
      }
      next -= place.size();
      places.set(i, place.at(next));
    }
    return -1;
  }

  /** All layers in their order. */
  List<Place> all() {
    return List.copyOf(places);
  }

  /** A parameter of a layer whose parameters begin at {@code start}. */
  TensorView view(Parameter parameter, long start) {
    return parameter.in(
        vector.orElseThrow(
            () -> file.problem("has no parameters, but layers that have some", "save it again")),
        start);
  }
}
