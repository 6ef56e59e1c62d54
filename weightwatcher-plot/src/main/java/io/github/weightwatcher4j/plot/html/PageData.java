package io.github.weightwatcher4j.plot.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.github.weightwatcher4j.plot.chart.Histogram;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.LayerPhase;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The numbers of a page for programs, as JSON with all their digits.
 *
 * <p>{@code {"model", "columns": [{"key", "meaning"}], "layers": [{"index", "name", "type",
 * "phase", "verdict", "values": [...], "eigenvalues": [...]}]}}; values are in the order of
 * columns, a missing one is null, as is an unknown phase. A layer whose eigenvalues the page has no
 * room for has {@code "histogram": {"size", "from": [...], "to": [...], "count": [...]}} instead,
 * bins of equal ratio with the number of eigenvalues in each; eigenvalues that are not positive are
 * in none.
 */
final class PageData {

  private final Analysis analysis;
  private final List<PageColumn> columns;
  private final SharedSpace space;

  PageData(Analysis analysis, List<PageColumn> columns, SharedSpace space) {
    this.analysis = analysis;
    this.columns = columns;
    this.space = space;
  }

  /** Writes it into a page: in an element that the letters of no name can end. */
  void write(Writer out) throws IOException {
    JsonGenerator json = generator(out);
    json.writeStartObject();
    json.writeStringField("model", analysis.model());
    json.writeArrayFieldStart("columns");
    for (PageColumn column : columns) {
      json.writeStartObject();
      json.writeStringField("key", column.metric().key());
      json.writeStringField("meaning", column.metric().meaning());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("layers");
    for (LayerReport row : analysis.details()) {
      layer(row, json);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.close();
  }

  /** Writes JSON that may stand in a page; leaves the writer open. */
  static JsonGenerator generator(Writer out) throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setCharacterEscapes(new NoMarkup());
    return json;
  }

  private void layer(LayerReport row, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("index", row.layer().index());
    json.writeStringField("name", row.name());
    json.writeStringField("type", row.layer().type().key());
    json.writeStringField("phase", row.phase().map(LayerPhase::label).orElse(null));
    json.writeStringField("verdict", row.verdict().verdict().label());
    json.writeArrayFieldStart("values");
    for (PageColumn column : columns) {
      OptionalDouble value = row.metric(column.metric());
      if (value.isEmpty()) {
        json.writeNull();
      } else if (column.metric().isCount()) {
        json.writeNumber((long) value.getAsDouble());
      } else {
        json.writeNumber(value.getAsDouble());
      }
    }
    json.writeEndArray();
    spectrum(row.spectrum(), json);
    json.writeEndObject();
  }

  private void spectrum(Spectrum spectrum, JsonGenerator json) throws IOException {
    if (space.holds(spectrum.size())) {
      json.writeFieldName("eigenvalues");
      json.writeArray(spectrum.toArray(), 0, spectrum.size());
      return;
    }
    List<Mark.Bar> bars = Histogram.logarithmic(spectrum.toArray(), spectrum.size()).bars();
    double[] from = bars.stream().mapToDouble(Mark.Bar::from).toArray();
    double[] to = bars.stream().mapToDouble(Mark.Bar::to).toArray();
    long[] count =
        bars.stream().mapToLong(bar -> Math.round(bar.area() * spectrum.size())).toArray();
    json.writeObjectFieldStart("histogram");
    json.writeNumberField("size", spectrum.size());
    json.writeFieldName("from");
    json.writeArray(from, 0, from.length);
    json.writeFieldName("to");
    json.writeArray(to, 0, to.length);
    json.writeFieldName("count");
    json.writeArray(count, 0, count.length);
    json.writeEndObject();
  }

  /** Writes the letters that markup is made of by their numbers. */
  private static final class NoMarkup extends CharacterEscapes {

    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] escapes = standardAsciiEscapesForJSON();
      for (char letter : new char[] {'<', '>', '&'}) {
        escapes[letter] = ESCAPE_STANDARD;
      }
      return escapes;
    }

    @Override
    public SerializableString getEscapeSequence(int letter) {
      return new SerializedString(""); // none is escaped in a way of its own
    }
  }
}
