package io.github.weightwatcher4j.check.internal;

import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A small XML document of elements and attributes, an element a line. */
public final class XmlText {

  private static final String INDENT = "  ";

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter writer;

  /** Of each open element, whether it has elements. */
  private final Deque<Boolean> open = new ArrayDeque<>();

  /** An empty document. */
  public XmlText() {
    try {
      writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      writer.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Begins an element. */
  public void start(String name) {
    write(
        () -> {
          newLine();
          writer.writeStartElement(name);
        });
    if (!open.isEmpty()) {
      open.pop();
      open.push(true);
    }
    open.push(false);
  }

  /** An attribute of the element that has begun; what XML does not allow is replaced. */
  public void attribute(String name, Object value) {
    write(() -> writer.writeAttribute(name, legal(String.valueOf(value))));
  }

  /** Ends the element that was begun last. */
  public void end() {
    boolean hasElements = open.pop();
    write(
        () -> {
          if (hasElements) {
            newLine();
          }
          writer.writeEndElement();
        });
  }

  /** The document, once every element has ended. */
  public String text() {
    write(writer::writeEndDocument);
    return text + "\n";
  }

  private void newLine() throws XMLStreamException {
    writer.writeCharacters("\n" + INDENT.repeat(open.size()));
  }

  /** Characters of XML 1.0; others stand as the sign of what could not be shown. */
  private static String legal(String value) {
    StringBuilder legal = new StringBuilder();
    value.codePoints().map(c -> isLegal(c) ? c : 0xfffd).forEach(legal::appendCodePoint);
    return legal.toString();
  }

  private static boolean isLegal(int c) {
    boolean blank = c == '\t' || c == '\n' || c == '\r';
    return blank || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c > 0xffff;
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws XMLStreamException;
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e); // a text can be written
    }
  }
}
