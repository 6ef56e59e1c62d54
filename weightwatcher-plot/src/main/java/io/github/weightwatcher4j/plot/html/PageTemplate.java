package io.github.weightwatcher4j.plot.html;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.model.internal.Printable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page to be filled in. Everything that is filled in is escaped, unless it is markup already. */
enum PageTemplate {
  /** The page of an analysis. */
  REPORT("report.ftlh"),

  /** The page of a training, which ends with that of its last analysis. */
  HISTORY("history.ftlh"),

  /** The page of trends over a series. */
  TREND("trend.ftlh"),
  /** The page of models side by side. */
  COMPARISON("comparison.ftlh"),
  /** The page of a leaderboard. */
  RANK("rank.ftlh");

  private final String file;

  PageTemplate(String file) {
    this.file = file;
  }

  /**
   * Fills the page in.
   *
   * @param page lists, maps, texts and numbers by the names that the template gives them
   */
  void write(Map<String, Object> page, Writer out) throws IOException {
    try {
      Template template = configuration().getTemplate(file);
      template.process(page, out);
    } catch (TemplateException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      } else if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("the template " + file + " does not fit its page", e);
    }
  }

  /** Fills the page in and writes it in UTF-8; folders are made where they are missing. */
  void write(Map<String, Object> page, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException(file + " is a folder; a report needs a file name");
    }
    Files.createDirectories(folder);
    ResultFile.write(
        file,
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          write(page, writer);
          writer.flush();
        });
  }

  /** Lets no text through that may not be shown; our own code and markup are scalars already. */
  private static final class PrintableTexts extends DefaultObjectWrapper {
    PrintableTexts() {
      super(Configuration.VERSION_2_3_34);
    }

    @Override
    public @Nullable TemplateModel wrap(@Nullable Object object) throws TemplateModelException {
      return super.wrap(object instanceof String text ? Printable.of(text) : object);
    }
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(PageTemplate.class, "");
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setBooleanFormat("c");
    configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
    configuration.setObjectWrapper(new PrintableTexts());
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    return configuration;
  }
}
