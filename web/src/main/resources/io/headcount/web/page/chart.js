// Charts of ECharts, fetched when the first one is drawn; each with its numbers as a table.
import { el } from './dom.js';

let library;

function charts() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL('./echarts.js', import.meta.url);
    script.onload = () => resolve(globalThis.echarts);
    script.onerror = () => {
      library = undefined; // the next chart tries again
      reject(new Error('charts'));
    };
    document.head.append(script);
  });
  return library;
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return {
    ink: of('--ink'),
    soft: of('--soft'),
    edge: of('--edge'),
    panel: of('--panel'),
    accent: of('--accent'),
    out: of('--out'),
    lines: [of('--accent'), of('--out'), '#5b7fd6', '#b35fb0', of('--wait'), '#3f9bb8', of('--bad'), of('--good')],
  };
}

const TONES = { accent: 'accent', out: 'out', soft: 'soft' };

/*
 * Draws into a figure: {name, table, categories: [text], series: [{name, kind: 'bar' | 'line',
 * values: [number | null], tone, dashed}], format(number)}. Returns {show(drawing), close()};
 * `table` names the table below, `name` the figure. Labels are canvas text, never markup.
 */
export function chart(figure, words) {
  const canvas = el('div', { class: 'chart-canvas', 'aria-hidden': 'true' });
  const table = el('table', { class: 'table' });
  const details = el(
    'details',
    {},
    el('summary', {}, words.table),
    el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': words.name }, table),
  );
  figure.classList.add('chart');
  figure.setAttribute('aria-label', words.name);
  figure.replaceChildren(canvas, details);

  let drawn;
  let drawing;
  let closed = false;
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const redraw = () => drawn?.setOption(option(drawing), true);
  const resized = new ResizeObserver(() => drawn?.resize());
  scheme.addEventListener('change', redraw);
  details.addEventListener('toggle', () => fill(table, drawing, details.open));

  return {
    async show(next) {
      drawing = next;
      fill(table, drawing, details.open);
      const echarts = await charts();
      if (closed) {
        return;
      }
      if (!drawn) {
        drawn = echarts.init(canvas);
        resized.observe(canvas);
      }
      redraw();
    },
    close() {
      closed = true;
      scheme.removeEventListener('change', redraw);
      resized.disconnect();
      drawn?.dispose();
    },
  };
}

// The table is written when somebody opens it.
function fill(table, drawing, open) {
  if (!drawing || !open) {
    return;
  }
  const head = el('tr', {}, el('th', { scope: 'col' }, drawing.category ?? ''));
  drawing.series.forEach((one) => head.append(el('th', { scope: 'col', class: 'number' }, one.name)));
  const rows = drawing.categories.map((category, index) => {
    const row = el('tr', {}, el('th', { scope: 'row' }, category));
    drawing.series.forEach((one) => {
      const value = one.values[index];
      row.append(el('td', { class: 'number' }, value == null ? '–' : drawing.format(value)));
    });
    return row;
  });
  table.replaceChildren(el('thead', {}, head), el('tbody', {}, ...rows));
}

function option({ categories, series, format }) {
  const c = colours();
  const text = { color: c.soft, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 };
  return {
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 250,
    textStyle: text,
    grid: { left: 4, right: 8, top: series.length > 1 ? 34 : 12, bottom: 2, containLabel: true },
    legend:
      series.length > 1
        ? { top: 0, left: 0, type: 'scroll', itemWidth: 14, itemHeight: 9, textStyle: { ...text, color: c.ink } }
        : undefined,
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: c.panel,
      borderColor: c.edge,
      textStyle: { ...text, color: c.ink },
      axisPointer: { type: 'line', lineStyle: { color: c.edge } },
      valueFormatter: (value) => (value == null ? '–' : format(value)),
    },
    xAxis: {
      type: 'category',
      data: categories,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: c.edge } },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      minInterval: 0,
      axisLabel: { ...text, formatter: (value) => format(value) },
      splitLine: { lineStyle: { color: c.edge } },
    },
    series: series.map((one, index) => {
      const colour = one.tone ? c[TONES[one.tone]] : c.lines[index % c.lines.length];
      return {
        name: one.name,
        type: one.kind,
        data: one.values.map((value) => value ?? null),
        itemStyle: { color: colour, borderRadius: one.kind === 'bar' ? [3, 3, 0, 0] : 0 },
        lineStyle: { width: 2, type: one.dashed ? [4, 4] : 'solid', color: colour },
        showSymbol: one.values.length < 3,
        symbolSize: 6,
        barMaxWidth: 26,
        barGap: '12%',
        emphasis: { disabled: true },
        z: one.tone === 'soft' ? 1 : 2,
      };
    }),
  };
}
