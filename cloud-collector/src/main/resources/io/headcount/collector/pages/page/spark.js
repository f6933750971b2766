// A day in little: who came in hour by hour, over the same day a week ago.
const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 120;
const HEIGHT = 30;
const HOURS = 24;

function shape(name, className) {
  const made = document.createElementNS(SVG, name);
  made.setAttribute('class', className);
  return made;
}

export function spark() {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('class', 'spark');
  svg.setAttribute('aria-hidden', 'true');
  const then = shape('path', 'spark-then');
  const area = shape('path', 'spark-area');
  const line = shape('path', 'spark-line');
  svg.append(then, area, line);
  let drawn = '';
  return {
    svg,
    show(hours, weekAgo) {
      const key = `${hours}|${weekAgo}`;
      if (key === drawn) {
        return;
      }
      drawn = key;
      const most = Math.max(1, ...hours.filter(Number.isFinite), ...weekAgo.filter(Number.isFinite));
      const now = path(hours, most);
      then.setAttribute('d', path(weekAgo, most).line);
      line.setAttribute('d', now.line);
      area.setAttribute('d', now.area);
    },
  };
}

function path(values, most) {
  const points = values
    .map((value, hour) => [((hour + 0.5) / HOURS) * WIDTH, HEIGHT - 2 - ((value ?? 0) / most) * (HEIGHT - 4), value])
    .filter(([, , value]) => value !== null);
  if (points.length === 0) {
    return { line: '', area: '' };
  }
  const line = points.map(([x, y], index) => `${index ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  const [first] = points;
  const last = points[points.length - 1];
  return { line, area: `${line}L${last[0].toFixed(1)} ${HEIGHT}L${first[0].toFixed(1)} ${HEIGHT}Z` };
}
