package io.headcount.edge.audit;

/** How the report looks, on screen and on paper, in the CSS that both know. */
final class ReportStyle {
  static final String CSS =
      """
      @page {
        size: A4;
        margin: 18mm 16mm 18mm 16mm;
        @bottom-left { content: "Headcount counting audit"; font: 8pt "Liberation Sans", sans-serif; color: #5a6775; }
        @bottom-right { content: counter(page) " / " counter(pages); font: 8pt "Liberation Sans", sans-serif; color: #5a6775; }
      }
      body { font-family: "Liberation Sans", Helvetica, Arial, sans-serif; font-size: 10pt; line-height: 1.45; color: #17202a; }
      h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 4pt 0; }
      h2 { font-size: 12.5pt; margin: 18pt 0 6pt 0; page-break-after: avoid; }
      p { margin: 0 0 6pt 0; }
      ul { margin: 0; padding-left: 14pt; }
      .lead { color: #44515e; font-size: 10.5pt; }
      .note { color: #5a6775; font-size: 8.5pt; margin-top: 4pt; }
      table { border-collapse: collapse; width: 100%; }
      .tiles { margin-top: 12pt; border-collapse: separate; border-spacing: 6pt 0; }
      .tiles td { background: #f0f3f5; border-radius: 5pt; padding: 8pt 9pt; width: 20%; vertical-align: top; }
      .tiles span { display: block; }
      .tiles .name { font-size: 8.5pt; color: #44515e; }
      .tiles .figure { font-size: 18pt; font-weight: bold; line-height: 1.25; }
      .tiles .more { font-size: 8pt; color: #5a6775; }
      .figures th, .figures td { padding: 4pt 0 4pt 8pt; border-bottom: 0.6pt solid #d5dce2; text-align: right; white-space: nowrap; }
      .figures thead th { font-size: 8.5pt; font-weight: normal; color: #5a6775; border-bottom: 0.8pt solid #8c99a5; }
      .figures tr > :first-child { text-align: left; padding-left: 0; white-space: normal; }
      .figures tbody th { font-weight: normal; }
      .figures .total th, .figures .total td { font-weight: bold; border-bottom: 0; }
      .figures tr, .facts tr { page-break-inside: avoid; }
      .facts th { text-align: left; font-weight: normal; color: #5a6775; width: 26%; vertical-align: top; }
      .facts th, .facts td { padding: 2.5pt 8pt 2.5pt 0; border-bottom: 0.6pt solid #e3e8ec; }
      .facts .hash { font-family: "Liberation Mono", Courier, monospace; font-size: 8.5pt; }
      .moments tr { page-break-inside: avoid; }
      .moments td { width: 50%; vertical-align: top; padding: 0 5pt 12pt 0; }
      .moments td + td { padding: 0 0 12pt 5pt; }
      .moments img { width: 97%; display: block; border-radius: 4pt; }
      .moments p { font-size: 8.5pt; line-height: 1.35; margin: 4pt 0 0 0; }
      .missed { font-weight: bold; color: #9a5b00; }
      .invented { font-weight: bold; color: #a3251d; }
      @media screen { body { max-width: 900px; margin: 32px auto; padding: 0 20px; font-size: 15px; } .note { font-size: 13px; } }
      """;

  private ReportStyle() {}
}
