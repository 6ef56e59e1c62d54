package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.fit.TailLaw;
import java.util.Optional;

/** Fits as JSON objects: the parameters of the law by key, the numbers of the tail, the law. */
final class FitJson {

  private static final String LAW = "law";
  private static final String FAILURE = "failure";

  private FitJson() {}

  static ObjectNode write(TailFit tail) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (!(tail instanceof LawFit fit)) {
      return node.put(FAILURE, ((FailedFit) tail).reason());
    }
    for (LawFit.Parameter parameter : fit.parameters()) {
      parameter
          .value()
          .ifPresentOrElse(
              value -> node.put(parameter.key(), value), () -> node.putNull(parameter.key()));
    }
    return node.put("xMin", fit.xMin())
        .put("xMax", fit.xMax())
        .put("distance", fit.distance())
        .put("tailSize", fit.tailSize())
        .put("logLikelihood", fit.logLikelihood())
        .put(LAW, fit.law().name());
  }

  static TailFit read(Json fit) {
    return failure(fit)
        .orElseGet(() -> read(fit, fit.field(LAW).constant(TailLaw.class, Enum::name)));
  }

  /** The fit of a law that is known from elsewhere. */
  static TailFit read(Json fit, TailLaw law) {
    return failure(fit).orElseGet(() -> fit.checked(() -> law.read(fit)));
  }

  static PowerLawFit readPowerLaw(Json fit) {
    return (PowerLawFit) fit.checked(() -> TailLaw.POWER_LAW.read(fit));
  }

  private static Optional<TailFit> failure(Json fit) {
    return fit.find(FAILURE).map(reason -> new FailedFit(reason.text()));
  }
}
