package io.github.weightwatcher4j.plot.chart;

import java.util.List;

/** Writes an outline as path data in as few letters as it takes. */
final class SvgPathData {

  private final StringBuilder data = new StringBuilder();
  private char last = ' ';
  private int x;
  private int y;
  private int startX;
  private int startY;

  String of(List<SvgPath.Segment> segments) {
    segments.forEach(this::add);
    return data.toString();
  }

  private void add(SvgPath.Segment segment) {
    List<Integer> places = segment.places();
    switch (segment.command()) {
      case 'Z' -> {
        command('z');
        x = startX;
        y = startY;
        return;
      }
      case 'M' -> {
        command(data.length() == 0 ? 'M' : 'm');
        numbers(places);
        startX = places.get(0);
        startY = places.get(1);
      }
      case 'L' -> line(places);
      default -> {
        command(Character.toLowerCase(segment.command()));
        numbers(places);
      }
    }
    x = places.get(places.size() - 2);
    y = places.get(places.size() - 1);
  }

  private void line(List<Integer> places) {
    int dx = places.get(0) - x;
    int dy = places.get(1) - y;
    if (dy == 0) {
      command('h');
      number(dx);
    } else if (dx == 0) {
      command('v');
      number(dy);
    } else {
      command('l');
      number(dx);
      number(dy);
    }
  }

  /** A command that goes on need not be repeated, but a second z or move must be. */
  private void command(char command) {
    if (command != last || command == 'z' || command == 'm') {
      data.append(command);
    }
    last = command;
  }

  private void numbers(List<Integer> places) {
    for (int i = 0; i < places.size(); i += 2) {
      number(places.get(i) - x);
      number(places.get(i + 1) - y);
    }
  }

  private void number(int tenths) {
    char before = data.charAt(data.length() - 1);
    if (tenths >= 0 && !Character.isLetter(before)) {
      data.append(' ');
    }
    data.append(text(tenths));
  }

  /** A number of tenths: 12.3, 7, -.5. */
  static String text(int tenths) {
    int size = Math.abs(tenths);
    String whole = size < 10 && size > 0 ? "" : Integer.toString(size / 10);
    String rest = size % 10 == 0 ? "" : "." + size % 10;
    return (tenths < 0 ? "-" : "") + whole + rest;
  }
}
