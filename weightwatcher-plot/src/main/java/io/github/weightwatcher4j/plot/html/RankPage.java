package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.rank.Leaderboard;
import io.github.weightwatcher4j.rank.RankKey;
import io.github.weightwatcher4j.rank.RankedModel;
import io.github.weightwatcher4j.rank.WorstLayer;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that the template of a leaderboard fills in. */
final class RankPage {

  private final RankReport report;
  private final Leaderboard board;
  private final List<RankColumn> columns;

  private RankPage(RankReport report) {
    this.report = report;
    this.board = report.board();
    this.columns = RankColumn.of(board);
  }

  static Map<String, Object> of(RankReport report) {
    RankPage page = new RankPage(report);
    Map<String, Object> filled = new LinkedHashMap<>(PageFrame.of(report.title()));
    filled.put("caveat", Leaderboard.CAVEAT);
    filled.put("order", page.board.key().meaning());
    filled.put("facts", page.facts());
    filled.put("columns", page.columns.stream().map(it -> it.heading(page.board.key())).toList());
    filled.put("byName", page.board.key() == RankKey.NAME);
    filled.put("verdicts", page.board.verdicts());
    filled.put("rows", page.rows());
    filled.put("failed", page.board.failed());
    filled.put("guide", ReadingGuide.ofVerdicts());
    return filled;
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Models", Integer.toString(board.models().size()));
    facts.put("Not complete", Integer.toString(board.incomplete()));
    facts.put("Failed", Integer.toString(board.failed().size()));
    return facts;
  }

  private List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (RankedModel model : board.models()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", model.name());
      row.put("path", model.path());
      row.put("link", report.links().getOrDefault(model.path(), ""));
      row.put("verdict", model.verdict());
      row.put("state", model.isComplete() ? "complete" : "incomplete");
      row.put("verdicts", model.verdicts().keySet().stream().map(Verdict::name).toList());
      row.put("cells", columns.stream().map(column -> column.cell(model)).toList());
      row.put("worst", model.worst().stream().map(WorstLayer::toString).toList());
      rows.add(row);
    }
    return rows;
  }
}
