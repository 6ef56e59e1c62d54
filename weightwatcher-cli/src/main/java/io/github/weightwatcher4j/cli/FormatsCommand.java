package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.formats.WeightFormat;
import io.github.weightwatcher4j.model.ModelAdapter;
import io.github.weightwatcher4j.report.internal.TextTable;
import java.io.PrintWriter;
import java.util.ServiceLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weightwatcher formats}. */
@Command(
    name = "formats",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    description = {
      "Lists what can be read. Files are recognized by their content, then by their name.",
      ""
    })
final class FormatsCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    TextTable table = TextTable.of("format", "names end with");
    for (WeightFormat format : WeightFileAdapter.formats()) {
      table = table.with(format.name(), String.join(" ", format.extensions()));
    }
    out.println(table.fit(Terminal.of(spec.commandLine()).columns()));
    out.println("Other models");
    ServiceLoader.load(ModelAdapter.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(adapter -> !(adapter instanceof WeightFileAdapter))
        .forEach(adapter -> out.println("  " + adapter.understands()));
    out.flush();
  }
}
