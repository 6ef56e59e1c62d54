package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the layers of a model are grouped by: their verdict, their type, or what their names say.
 */
public enum Grouping {
  /** What is said of a layer; each verdict is drawn alike in all pictures. */
  VERDICT("verdict"),
  /** The type of layer: conv2d, dense. */
  TYPE("layer type"),
  /** What a layer of a transformer is for: attention, mlp, embedding or other. */
  ROLE("role"),
  /**
   * A series of blocks: the block's name without its number, {@code layer3} of {@code
   * layer3.2.conv1} and {@code encoder.layer} of {@code encoder.layer.11.output.dense}.
   */
  STAGE("stage"),
  /**
   * The unit that is repeated: the name up to its first number, {@code transformer.h.11} of {@code
   * transformer.h.11.attn.c_attn}; the name without its last part where there is no number or the
   * number comes last; all of a name of one part.
   */
  BLOCK("block");

  /** More groups than that do not differ in colour. */
  private static final int MOST = 6;

  private static final Pattern SEPARATOR = Pattern.compile("[./:]+");
  private static final Pattern NUMBERED = Pattern.compile("(.*?[./:]\\d+)[./:].*");
  private static final Pattern END_NUMBER = Pattern.compile("[./:]\\d+$");
  private static final Pattern ATTENTION = Pattern.compile("attn|attention|[qkvo]_proj|qkv|query");
  private static final Pattern EMBEDDING = Pattern.compile("embed|\\bw[tp]e\\b");
  private static final Pattern MLP =
      Pattern.compile("mlp|ffn|feed_?forward|fc_?[12]|(up|down|gate)_proj|intermediate");

  private final String label;

  Grouping(String label) {
    this.label = label;
  }

  /** What it is called in a plot. */
  public String label() {
    return label;
  }

  /** The group of a layer; slices of a layer are in the same one. */
  public String of(LayerReport row) {
    LayerInfo layer = row.layer();
    return switch (this) {
      case VERDICT -> row.verdict().verdict().label();
      case TYPE -> layer.type().key();
      case ROLE -> role(layer.name());
      case STAGE -> END_NUMBER.matcher(block(layer.name())).replaceFirst("");
      case BLOCK -> block(layer.name());
    };
  }

  /** How many groups differ from each other in a picture. */
  int most() {
    return this == VERDICT ? Verdict.values().length : MOST;
  }

  /**
   * The colour of a group.
   *
   * @param row any of its layers
   * @param place of the group among all, from 0
   */
  Ink ink(LayerReport row, int place) {
    return this == VERDICT ? VerdictStyle.of(row.verdict().verdict()).ink() : Ink.group(place);
  }

  /** The form of a group, as {@link #ink}. */
  Glyph glyph(LayerReport row, int place) {
    return this == VERDICT ? VerdictStyle.of(row.verdict().verdict()).glyph() : Glyph.group(place);
  }

  /**
   * The grouping that tells most in colours: by role where the model has both attention and mlp
   * layers; else by stage, else by type, where these are 2 to 6 groups of 2 layers or more on
   * average; else by type.
   */
  public static Grouping bestFor(Analysis analysis) {
    Set<String> roles = ROLE.groups(analysis);
    if (roles.contains("attention") && roles.contains("mlp")) {
      return ROLE;
    }
    int layers = analysis.details().size();
    for (Grouping grouping : List.of(STAGE, TYPE)) {
      int groups = grouping.groups(analysis).size();
      if (groups >= 2 && groups <= MOST && 2 * groups <= layers) {
        return grouping;
      }
    }
    return TYPE;
  }

  /** The groups that the layers of an analysis are in, in the order of the layers. */
  Set<String> groups(Analysis analysis) {
    Set<String> groups = new LinkedHashSet<>();
    analysis.details().forEach(row -> groups.add(of(row)));
    return groups;
  }

  private static String role(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (ATTENTION.matcher(lower).find()) {
      return "attention";
    } else if (MLP.matcher(lower).find()) {
      return "mlp";
    }
    return EMBEDDING.matcher(lower).find() ? "embedding" : "other";
  }

  private static String block(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    if (numbered.matches()) {
      return numbered.group(1);
    }
    int end = 0;
    Matcher separator = SEPARATOR.matcher(name);
    while (separator.find()) {
      end = separator.start();
    }
    return end == 0 ? name : name.substring(0, end);
  }
}
