package io.github.weightwatcher4j.plot.html;

import freemarker.template.SimpleScalar;
import java.util.Map;

/** What every page has, whatever it tells: its heading, its style and its script. */
final class PageFrame {

  private PageFrame() {}

  static Map<String, Object> of(String title) {
    PageCode style = PageCode.style();
    PageCode script = PageCode.script();
    return Map.of(
        "title",
        title,
        "style",
        new SimpleScalar(style.text()),
        "styleHash",
        style.hash(),
        "script",
        new SimpleScalar(script.text()),
        "scriptHash",
        script.hash());
  }

  /** What a page has besides that is served, and follows what it tells of. */
  static Map<String, Object> live(String version) {
    PageCode live = PageCode.live();
    return Map.of(
        "liveVersion", version, "live", new SimpleScalar(live.text()), "liveHash", live.hash());
  }
}
