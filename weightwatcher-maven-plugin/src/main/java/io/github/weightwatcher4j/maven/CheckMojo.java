package io.github.weightwatcher4j.maven;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.check.Checks;
import io.github.weightwatcher4j.check.Condition;
import io.github.weightwatcher4j.check.ModelCheck;
import io.github.weightwatcher4j.check.Regression;
import io.github.weightwatcher4j.check.internal.Baseline;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Analysis;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Analyses weight files, writes reports, and fails the build where a layer is as it must not be, is
 * worse than in a baseline, or could not be analysed.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractMojo {

  /**
   * Weight files of any format, folders of one model, or patterns such as {@code
   * models/*.safetensors} and {@code models/**.onnx}; relative to the project. A name or a pattern
   * that nothing answers to is an error.
   */
  @Parameter(property = "weightwatcher.models", required = true)
  private List<String> models = new ArrayList<>();

  /**
   * What no model may be, as after {@code --fail-on} of the command: {@code alpha>6}, {@code
   * mean(alpha)>4}, {@code verdict==random}, {@code findings>0}. A condition that cannot be told is
   * no pass. Without one, models fail only by layers that could not be analysed.
   */
  @Parameter(property = "weightwatcher.conditions")
  private List<String> conditions = new ArrayList<>();

  /**
   * An analysis of the same model that it must not be worse than, as JSON: {@code weightwatcher
   * analyze FILE --json baseline.json}, or the one in a former {@code reportDirectory}. For one
   * model only.
   */
  @Parameter(property = "weightwatcher.baseline")
  private @Nullable File baseline;

  /** How much farther from 2 than in the baseline alpha may lie, at least 0. */
  @Parameter(property = "weightwatcher.tolerance", defaultValue = "0.3")
  private double tolerance;

  /** Whether what cannot be told passes, and layers that are lost; a warning names them. */
  @Parameter(property = "weightwatcher.allowUnknown", defaultValue = "false")
  private boolean allowUnknown;

  /**
   * Options of the analysis by their names in Java, such as {@code <randomize>true</randomize>};
   * docs/options.md lists them.
   */
  @Parameter private Map<String, String> options = new LinkedHashMap<>();

  /**
   * Where reports are written: of each model a JSON file and a page, of all of them {@code
   * junit.xml} and {@code weightwatcher.sarif}.
   */
  @Parameter(
      property = "weightwatcher.reportDirectory",
      defaultValue = "${project.build.directory}/weightwatcher")
  private File reportDirectory = new File("target/weightwatcher");

  /** Whether the build fails; else warnings tell what is wrong. */
  @Parameter(property = "weightwatcher.failOnViolation", defaultValue = "true")
  private boolean failOnViolation = true;

  /** Whether nothing is done. */
  @Parameter(property = "weightwatcher.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${project.basedir}", readonly = true, required = true)
  private File basedir = new File("");

  /** Made by Maven. */
  public CheckMojo() {}

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("skipped");
      return;
    }
    AnalysisOptions chosen = options();
    List<Condition> asked = conditions(chosen);
    List<Path> files = ModelFiles.find(basedir.toPath(), models);
    Optional<Analysis> before = baseline(files);
    List<ModelCheck> checks = new ArrayList<>();
    Map<String, String> failed = new LinkedHashMap<>();
    for (Path file : files) {
      String name = name(file);
      getLog().info("analysing " + name);
      try {
        Analysis analysis = new WeightWatcher(file).analyze(chosen);
        checks.add(
            new ModelCheck(name, analysis, asked, regression(before, analysis), allowUnknown));
      } catch (IllegalArgumentException e) { // what cannot be read is one, too
        failed.put(name, String.valueOf(e.getMessage()));
      }
    }
    Reports reports = new Reports(reportDirectory.toPath());
    reports.write(new Checks(checks, failed));
    report(checks, failed, reports);
  }

  private AnalysisOptions options() throws MojoExecutionException {
    try {
      return AnalysisOptions.of(options);
    } catch (IllegalArgumentException e) {
      throw new MojoExecutionException("<options>: " + e.getMessage(), e);
    }
  }

  private List<Condition> conditions(AnalysisOptions chosen) throws MojoExecutionException {
    List<Condition> asked = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String text : conditions) {
      try {
        Condition condition = Condition.parse(text);
        asked.add(condition);
        condition.requirements().stream()
            .filter(needed -> !needed.isMetBy(chosen.toBuilder()))
            .map(needed -> "'" + condition + "' needs " + element(needed.call()))
            .forEach(problems::add);
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new MojoExecutionException("<conditions>: " + String.join("; ", problems));
    }
    return asked;
  }

  /** An option as it stands in a project: {@code randomize(true)} as an element. */
  private static String element(String call) {
    String name = call.replaceAll("\\(.*", "");
    String value = call.substring(name.length()).replaceAll("[()]", "");
    return "<%s>%s</%s> in <options>".formatted(name, value, name);
  }

  private Optional<Analysis> baseline(List<Path> files) throws MojoExecutionException {
    if (baseline == null) {
      return Optional.empty();
    }
    if (files.size() != 1) {
      throw new MojoExecutionException(
          "<baseline> is that of one model but <models> names %d: take an execution for each"
              .formatted(files.size()));
    }
    try {
      return Optional.of(Baseline.read(baseline.toPath()));
    } catch (IOException e) {
      throw new MojoExecutionException("<baseline>: " + e.getMessage(), e);
    }
  }

  private Optional<Regression> regression(Optional<Analysis> before, Analysis analysis)
      throws MojoExecutionException {
    if (before.isEmpty()) {
      return Optional.empty();
    }
    try {
      Regression regression = Regression.of(before.get(), analysis, tolerance);
      String others = regression.otherOptions();
      if (!others.isEmpty()) {
        throw new MojoExecutionException(
            "<baseline> was made with other options, so that numbers do not compare:\n" + others);
      }
      return Optional.of(regression);
    } catch (IllegalArgumentException e) {
      throw new MojoExecutionException("<tolerance>: " + e.getMessage(), e);
    }
  }

  private String name(Path file) {
    Path base = basedir.toPath();
    Path name = file.startsWith(base) ? base.relativize(file) : file;
    return name.toString().replace('\\', '/');
  }

  private void report(List<ModelCheck> checks, Map<String, String> failed, Reports reports)
      throws MojoFailureException {
    List<String> wrong = new ArrayList<>();
    failed.forEach((model, reason) -> wrong.add(model + ": " + reason));
    for (ModelCheck check : checks) {
      Lines.of(check).forEach(getLog()::info);
      wrong.addAll(Lines.standing(check));
      Lines.allowed(check).forEach(getLog()::warn);
    }
    getLog().info("reports in " + reports.folder());
    if (wrong.isEmpty()) {
      return;
    }
    if (failOnViolation) {
      throw new MojoFailureException(
          "%s\n  %s\nReports are in %s"
              .formatted(head(checks, failed), String.join("\n  ", wrong), reports.folder()));
    }
    wrong.forEach(getLog()::warn);
  }

  private static String head(List<ModelCheck> checks, Map<String, String> failed) {
    long bad = failed.size() + checks.stream().filter(check -> !check.passes()).count();
    int all = failed.size() + checks.size();
    return "%d of %d %s not pass:".formatted(bad, all, bad == 1 ? "models does" : "models do");
  }
}
