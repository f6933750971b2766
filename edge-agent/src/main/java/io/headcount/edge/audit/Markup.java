package io.headcount.edge.audit;

/** Builds well-formed markup; text goes in as text. Confined to the call that made it. */
final class Markup {
  private final StringBuilder out = new StringBuilder();

  Markup raw(String markup) {
    out.append(markup);
    return this;
  }

  Markup text(String text) {
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(allowed(point) ? point : ' ');
              }
            });
    return this;
  }

  /** XML has no place for control characters and lone surrogates. */
  private static boolean allowed(int point) {
    return point == '\n'
        || point == '\t'
        || (point >= 0x20 && point < 0xD800)
        || (point > 0xDFFF && point != 0xFFFE && point != 0xFFFF);
  }

  Markup element(String name, String text) {
    return raw("<" + name + ">").text(text).raw("</" + name + ">\n");
  }

  Markup element(String name, String text, String style) {
    return raw("<" + name + " class=\"" + style + "\">").text(text).raw("</" + name + ">\n");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
