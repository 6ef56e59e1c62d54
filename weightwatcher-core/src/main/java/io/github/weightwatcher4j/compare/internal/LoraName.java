package io.github.weightwatcher4j.compare.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a low-rank factor says.
 *
 * @param target full name of the layer that it updates
 * @param adapter name of the adapter; empty text for the only or the default one
 * @param isUp whether it is B, [out, r], and not A, [r, in]
 */
public record LoraName(String target, String adapter, boolean isUp) {

  private static final Pattern FACTOR =
      Pattern.compile(
          "(?<target>.+)[._]lora[._](?<factor>(embedding_)?[AB]|down|up)"
              + "(\\.(?!weight$)(?<adapter>[^.]+))?(\\.weight)?");

  /** What PEFT puts before the names of the model that it wraps. */
  private static final String WRAPPER = "base_model.model.";

  /** The name taken apart; empty where it is not that of a factor. */
  public static Optional<LoraName> of(String name) {
    Matcher matcher = FACTOR.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String target = matcher.group("target");
    String factor = matcher.group("factor");
    String adapter = Optional.ofNullable(matcher.group("adapter")).orElse("default");
    return Optional.of(
        new LoraName(
            target.startsWith(WRAPPER) ? target.substring(WRAPPER.length()) : target,
            adapter.equals("default") ? "" : adapter,
            factor.endsWith("B") || factor.equals("up")));
  }

  /** Full name of the pair that it is half of: the target, with the adapter if it has a name. */
  public String pair() {
    return adapter.isEmpty() ? target : target + " (" + adapter + ")";
  }
}
