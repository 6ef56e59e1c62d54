package io.github.weightwatcher4j.plot.html;

import freemarker.core.Environment;
import freemarker.template.TemplateDirectiveBody;
import freemarker.template.TemplateDirectiveModel;
import freemarker.template.TemplateException;
import freemarker.template.TemplateModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;

/**
 * What a template puts between the tags of this directive, deflated (zlib, RFC 1950) and in base 64
 * letters: a quarter of its size, and nothing that a browser has to read before it is asked for.
 */
final class PackedMarkup implements TemplateDirectiveModel {

  @Override
  @SuppressWarnings("rawtypes") // as FreeMarker declares it
  public void execute(
      Environment environment, Map arguments, TemplateModel[] results, TemplateDirectiveBody body)
      throws TemplateException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer packed =
        new OutputStreamWriter(new DeflaterOutputStream(bytes), StandardCharsets.UTF_8)) {
      body.render(packed);
    }
    environment.getOut().write(Base64.getEncoder().encodeToString(bytes.toByteArray()));
  }
}
