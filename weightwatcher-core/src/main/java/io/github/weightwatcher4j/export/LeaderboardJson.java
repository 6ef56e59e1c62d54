package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.rank.FailedModel;
import io.github.weightwatcher4j.rank.Leaderboard;
import io.github.weightwatcher4j.rank.RankedModel;
import io.github.weightwatcher4j.rank.WorstLayer;
import io.github.weightwatcher4j.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A leaderboard as JSON to be read by other programs.
 *
 * <p>{@code {"format": "weightwatcher-leaderboard", "version": "1.0", "sort", "models": [{"rank",
 * "name", "path", "complete", "means": {metric: {"mean", "error", "layers"}}, "verdicts": {label:
 * {"layers", "share"}}, "worst"}], "failed": [{"path", "reason"}]}}. {@code
 * docs/schema/leaderboard-1.schema.json} has every key.
 */
public final class LeaderboardJson {

  private LeaderboardJson() {}

  /** The leaderboard as text. */
  public static String of(Leaderboard board) {
    ObjectNode document = JsonFormat.LEADERBOARD.document();
    document.put("sort", board.key().key());
    ArrayNode models = document.putArray("models");
    for (RankedModel model : board.models()) {
      write(model, models.addObject().put("rank", models.size()));
    }
    ArrayNode failed = document.putArray("failed");
    for (FailedModel model : board.failed()) {
      failed.addObject().put("path", model.path()).put("reason", model.reason());
    }
    return JsonFormat.pretty(document);
  }

  /**
   * Writes the leaderboard to a file, replacing it in one step.
   *
   * @throws IOException where it cannot be written; the file is as it was before
   */
  public static void write(Leaderboard board, Path file) throws IOException {
    ResultFile.write(file, of(board));
  }

  private static void write(RankedModel model, ObjectNode node) {
    node.put("name", model.name()).put("path", model.path());
    node.put("verdict", model.verdict()).put("complete", model.isComplete());
    node.put("analyzed", model.layers()).put("lost", model.lost());
    node.put("skipped", model.skipped()).put("failed_fits", model.failedFits());
    node.put("findings", model.findings()).put("borderline", model.borderline());
    ObjectNode means = node.putObject("means");
    model
        .means()
        .forEach(
            (metric, mean) -> {
              ObjectNode of = means.putObject(metric.key()).put("mean", mean.value());
              mean.error()
                  .ifPresentOrElse(error -> of.put("error", error), () -> of.putNull("error"));
              of.put("layers", mean.layers());
            });
    ObjectNode verdicts = node.putObject("verdicts");
    for (Verdict verdict : Verdict.values()) {
      int count = model.count(verdict);
      verdicts.putObject(verdict.label()).put("layers", count).put("share", model.share(count));
    }
    ArrayNode worst = node.putArray("worst");
    model.worst().forEach(layer -> write(layer, worst.addObject()));
  }

  private static void write(WorstLayer layer, ObjectNode node) {
    node.put("name", layer.name()).put("verdict", layer.verdict().label());
    node.put("borderline", layer.borderline());
    layer.alpha().ifPresentOrElse(alpha -> node.put("alpha", alpha), () -> node.putNull("alpha"));
  }
}
