package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.plot.chart.Ink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Style sheet or script of a page, which stands in the page itself.
 *
 * @param text the code
 */
record PageCode(String text) {

  /** The style sheet, with the colours of plots in front. */
  static PageCode style() {
    String light = colors(Ink::light);
    String dark = colors(Ink::dark);
    return new PageCode(
        resource("report.css").replace("/*light inks*/", light).replace("/*dark inks*/", dark));
  }

  /** The script. */
  static PageCode script() {
    return new PageCode(resource("report.js"));
  }

  /** The script that a page has besides while it is served. */
  static PageCode live() {
    return new PageCode(resource("live.js"));
  }

  private static String colors(Function<Ink, String> color) {
    return Arrays.stream(Ink.values())
        .map(ink -> ink.variable() + ":" + color.apply(ink))
        .collect(Collectors.joining(";", "", ";"));
  }

  /** What a content security policy calls this code and no other. */
  String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  static String resource(String name) {
    try (InputStream in = PageCode.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar of weightwatcher-plot lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
