package io.headcount.edge.audit;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Makes paper of a report's page. */
final class PdfReport {
  private PdfReport() {}

  static byte[] of(String html) {
    // it brings a log of its own, which tells on standard error how long each step took
    XRLog.setLoggingEnabled(false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new PdfRendererBuilder()
          .withProducer("Headcount")
          .withHtmlContent(html, null)
          .toStream(out)
          .run();
    } catch (IOException e) {
      throw new AuditException("the PDF cannot be made (" + e.getMessage() + ")", e);
    }
    return out.toByteArray();
  }
}
