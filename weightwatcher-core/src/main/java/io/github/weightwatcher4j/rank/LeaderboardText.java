package io.github.weightwatcher4j.rank;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.internal.ShortName;
import io.github.weightwatcher4j.report.internal.Paragraph;
import io.github.weightwatcher4j.report.internal.TextTable;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * A leaderboard as text for a terminal of 80 columns: names lose their middle, and the verdicts
 * that the fewest layers have stand in one column where there are too many for a column each.
 */
final class LeaderboardText {

  private static final int WIDTH = 80;
  private static final int GAP = 2;
  private static final int SHORTEST_NAME = 20;

  /** So many models are told with their worst layers, and so many that failed. */
  private static final int MOST_TOLD = 10;

  /** Columns before the shares but for the number and the name, with their gaps. */
  private static final int NUMBERS = 6 + 6 + 5 + 9 + 4 * GAP;

  private static final Map<Verdict, String> HEADERS =
      Map.of(
          Verdict.RANK_COLLAPSED, "collapsed",
          Verdict.TRAPPED, "trapped",
          Verdict.OVER_TRAINED, "over",
          Verdict.UNDER_TRAINED, "under",
          Verdict.RANDOM_LIKE, "random",
          Verdict.WELL_TRAINED, "well");

  /** A share of layers with its heading. */
  private record Share(String header, ToIntFunction<RankedModel> count) {
    int width() {
      return Math.max(4, header.length()) + GAP;
    }
  }

  private final Leaderboard board;
  private final List<Share> shares;
  private final int nameWidth;

  private LeaderboardText(Leaderboard board) {
    this.board = board;
    int number = String.valueOf(board.models().size()).length();
    int room = WIDTH - number - GAP - NUMBERS;
    this.shares = shares(board, room - SHORTEST_NAME);
    this.nameWidth = room - shares.stream().mapToInt(Share::width).sum();
  }

  static String of(Leaderboard board) {
    return new LeaderboardText(board).text();
  }

  /** Well trained first, then as many verdicts as there is room for, then those unknown. */
  private static List<Share> shares(Leaderboard board, int room) {
    List<Verdict> others = new ArrayList<>(board.verdicts());
    others.removeAll(List.of(Verdict.WELL_TRAINED, Verdict.CANNOT_TELL));
    List<Verdict> merged = new ArrayList<>();
    List<Share> shares = shares(others, merged);
    while (shares.stream().mapToInt(Share::width).sum() > room && !others.isEmpty()) {
      Verdict rarest = others.stream().min(Comparator.comparingLong(it -> all(board, it))).get();
      others.remove(rarest);
      merged.add(rarest);
      shares = shares(others, merged);
    }
    return shares;
  }

  private static long all(Leaderboard board, Verdict verdict) {
    return board.models().stream().mapToLong(model -> model.count(verdict)).sum();
  }

  private static List<Share> shares(List<Verdict> alone, List<Verdict> merged) {
    List<Share> shares = new ArrayList<>();
    shares.add(share(Verdict.WELL_TRAINED));
    alone.forEach(verdict -> shares.add(share(verdict)));
    if (!merged.isEmpty()) {
      List<Verdict> those = List.copyOf(merged);
      shares.add(new Share("other", model -> those.stream().mapToInt(model::count).sum()));
    }
    shares.add(new Share("unknown", RankedModel::unknown));
    return shares;
  }

  private static Share share(Verdict verdict) {
    return new Share(HEADERS.getOrDefault(verdict, verdict.label()), model -> model.count(verdict));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    List<RankedModel> models = board.models();
    if (models.isEmpty()) {
      text.append("No model was analysed.\n");
    } else {
      text.append(Paragraph.of(counted(models.size(), "model") + " by " + board.key().meaning()))
          .append('\n')
          .append(table())
          .append(worst())
          .append('\n')
          .append(Paragraph.of(note()));
    }
    if (!board.failed().isEmpty()) {
      text.append("\nFAILED: what these models are like is unknown\n");
      board.failed().stream().limit(MOST_TOLD).forEach(it -> text.append(Paragraph.item(it + "")));
      text.append(rest(board.failed().size()));
    }
    return text.toString();
  }

  private String note() {
    String incomplete =
        board.incomplete() == 0
            ? ""
            : " Of a model with * layers are lost, or none was analysed, and its mean is that of"
                + " the others.";
    return Leaderboard.CAVEAT
        + " ± is the standard error of mean alpha over the layers; verdicts are in % of the"
        + " layers."
        + incomplete;
  }

  private TextTable table() {
    List<String> header =
        new ArrayList<>(List.of("#", "model", "layers", "alpha", "±", "alpha-hat"));
    shares.forEach(share -> header.add(share.header()));
    TextTable table = TextTable.of(header);
    List<String> names = names();
    for (int i = 0; i < names.size(); i++) {
      table = table.with(cells(i, names.get(i)));
    }
    return table;
  }

  private List<String> cells(int i, String name) {
    RankedModel model = board.models().get(i);
    List<String> cells = new ArrayList<>();
    cells.add(String.valueOf(i + 1));
    cells.add(name);
    cells.add(String.valueOf(model.layers()));
    cells.add(model.mean(Metric.ALPHA).map(mean -> number(mean.value())).orElse("-"));
    cells.add(
        model.mean(Metric.ALPHA).stream()
            .flatMapToDouble(mean -> mean.error().stream())
            .mapToObj(LeaderboardText::number)
            .findFirst()
            .orElse("-"));
    cells.add(model.mean(Metric.ALPHA_WEIGHTED).map(mean -> number(mean.value())).orElse("-"));
    shares.forEach(share -> cells.add(percent(model, share.count().applyAsInt(model))));
    return cells;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String percent(RankedModel model, int count) {
    return model.layers() + model.lost() == 0
        ? "-"
        : String.valueOf(Math.round(100 * model.share(count)));
  }

  /** Models by name, and by path where several have the same name. */
  private List<String> fullNames() {
    Map<String, Integer> times = new HashMap<>();
    board.models().forEach(model -> times.merge(model.name(), 1, Integer::sum));
    return board.models().stream()
        .map(model -> times.getOrDefault(model.name(), 0) > 1 ? model.path() : model.name())
        .toList();
  }

  /** Names for the table, with a star where a model is not complete. */
  private List<String> names() {
    List<String> names = ShortName.of(fullNames(), nameWidth - 1);
    List<String> marked = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      marked.add(names.get(i) + (board.models().get(i).isComplete() ? "" : "*"));
    }
    return marked;
  }

  private String worst() {
    List<String> names = fullNames();
    StringBuilder text = new StringBuilder("\nWorst layers\n");
    for (int i = 0; i < Math.min(MOST_TOLD, names.size()); i++) {
      List<String> layers =
          board.models().get(i).worst().stream().map(WorstLayer::toString).toList();
      String told = layers.isEmpty() ? "no layer was analysed" : String.join("; ", layers);
      text.append(Paragraph.item(names.get(i) + ": " + told));
    }
    return text.append(rest(names.size())).toString();
  }

  private static String rest(int all) {
    return all <= MOST_TOLD
        ? ""
        : Paragraph.item("and " + counted(all - MOST_TOLD, "model") + " more");
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
