package io.headcount.edge.audit;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Makes paper of a report's page. The fonts come with the program and go into the file, in the
 * letters it uses, so that every reader shows every European name.
 */
final class PdfReport {
  private static final String FONTS = "/liberation/Liberation";
  private static final int REGULAR = 400;
  private static final int BOLD = 700;

  private PdfReport() {}

  static byte[] of(String html) {
    // it brings a log of its own, which tells on standard error how long each step took
    XRLog.setLoggingEnabled(false);
    // it lists the machine's fonts, which are not used, in a file in the user's home
    System.setProperty("pdfbox.fontcache", System.getProperty("java.io.tmpdir"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new PdfRendererBuilder()
          .useFont(() -> font("Sans-Regular"), "Liberation Sans", REGULAR, FontStyle.NORMAL, true)
          .useFont(() -> font("Sans-Bold"), "Liberation Sans", BOLD, FontStyle.NORMAL, true)
          .useFont(() -> font("Mono-Regular"), "Liberation Mono", REGULAR, FontStyle.NORMAL, true)
          .withProducer("Headcount")
          .withHtmlContent(html, null)
          .toStream(out)
          .run();
    } catch (IOException e) {
      throw new AuditException("the PDF cannot be made (" + e.getMessage() + ")", e);
    }
    return out.toByteArray();
  }

  private static InputStream font(String name) {
    String resource = FONTS + name + ".ttf";
    return Optional.ofNullable(PdfReport.class.getResourceAsStream(resource))
        .orElseThrow(() -> new IllegalStateException("the program lacks its file " + resource));
  }
}
