// Where people were, hour by hour: over the floor plan, a camera's background, or nothing.
import { picture } from './api.js';
import { el, setText } from './dom.js';
import { duration, wall } from './format.js';
import { projection } from './homography.js';
import { table } from './parts.js';
import { t } from './words.js';

const WIDE = 960; // dots across where there is no picture
const VEIL = 0.55; // how much of a picture gives way, so that heat is seen on it

const whole = (u, v) => [u, v];

export function cameraPath(store, { device, camera }) {
  return `${storePath(store)}/devices/${encodeURIComponent(device)}/cameras/${encodeURIComponent(camera)}`;
}

export function storePath(store) {
  return `/api/v1/stores/${encodeURIComponent(store)}`;
}

const same = (one) => (other) => one.device === other.device && one.camera === other.camera;

/*
 * The pictures of a day. Series: one for each camera, with a point for each hour. What was chosen stays
 * in `kept` when all is drawn anew.
 */
export async function heatOf(store, series, grounds, kept, signal) {
  const ground = (one) => grounds.cameras.find(same(one)) ?? {};
  const placed = grounds.plan ? series.filter((one) => ground(one).corners) : [];
  const alone = series.filter((one) => !placed.includes(one));
  const views = await Promise.all([
    ...(placed.length
      ? [
          load(`${storePath(store)}/plan`, signal).then((image) => ({
            name: t('ground.plan'),
            image,
            layers: placed.map((one) => ({ points: one.points, at: projection(ground(one).corners), cut: true })),
          })),
        ]
      : []),
    ...alone.map(async (one) => ({
      name: one.camera,
      image: ground(one).background ? await load(`${cameraPath(store, one)}/background`, signal) : null,
      layers: [{ points: one.points, at: whole }],
    })),
  ]);
  return [...views.map((view) => part(view, kept)), legend(), numbers(series)];
}

// A picture that cannot be had just now is no reason to show no heat.
async function load(path, signal) {
  try {
    return await createImageBitmap(await picture(path, signal));
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    return null;
  }
}

function part({ name, image, layers }, kept) {
  const hours = [...new Set(layers.flatMap((layer) => layer.points.map((point) => point.start)))].sort();
  const canvas = el('canvas', { class: 'heat', role: 'img' });
  const shown = el('output', { class: 'small soft' });
  const slider = el('input', {
    type: 'range',
    min: '0',
    max: String(hours.length),
    value: String(hours.indexOf(kept.get(name)) + 1),
    'aria-label': t('heat.hour', { camera: name }),
  });
  const draw = () => {
    const hour = hours[Number(slider.value) - 1];
    kept.set(name, hour);
    setText(shown, hour ? wall(hour.slice(11, 16)) : t('heat.day'));
    slider.setAttribute('aria-valuetext', shown.textContent);
    const grids = (layer) => layer.points.filter((point) => !hour || point.start === hour).flatMap((point) => point.grids);
    paint(canvas, image, layers.map((layer) => ({ ...layer, ...sum(grids(layer)) })));
    const total = layers.flatMap(grids).reduce((seconds, grid) => seconds + grid.personSeconds, 0);
    canvas.setAttribute('aria-label', t('heat.seen', { camera: name, when: shown.textContent, time: duration(total) }));
  };
  slider.addEventListener('input', draw);
  draw();
  return el('div', { class: 'heat-part' }, el('h3', {}, name), canvas, el('div', { class: 'heat-side' }, slider, shown));
}

// Adds up grids of the largest size there is; those of other sizes are of another time.
function sum(grids) {
  const largest = grids.reduce((best, grid) => (!best || grid.columns * grid.rows > best.columns * best.rows ? grid : best), null);
  const [columns, rows] = largest ? [largest.columns, largest.rows] : [1, 1];
  const cells = new Float64Array(columns * rows);
  grids
    .filter((grid) => grid.columns === columns && grid.rows === rows)
    .forEach((grid) => grid.cells.forEach(([cell, presence]) => {
      cells[cell] += presence;
    }));
  return { columns, rows, cells };
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function paint(canvas, image, layers) {
  canvas.width = image ? image.width : WIDE;
  canvas.height = image ? image.height : Math.round((WIDE * 9) / 16);
  const pen = canvas.getContext('2d');
  if (image) {
    pen.drawImage(image, 0, 0);
    pen.globalAlpha = VEIL;
    pen.fillStyle = colour('--panel');
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.globalAlpha = 1;
  }
  const most = Math.max(...layers.map((layer) => Math.max(...layer.cells)), 1e-9);
  layers.forEach((layer) => (layer.cut ? cells : smooth)(pen, layer, most));
}

// A camera's own picture: the cells run into each other.
function smooth(pen, { columns, rows, cells: values }, most) {
  const small = el('canvas', { width: columns, height: rows });
  const brush = small.getContext('2d');
  brush.fillStyle = colour('--out');
  values.forEach((value, cell) => {
    brush.globalAlpha = Math.sqrt(value / most);
    brush.fillRect(cell % columns, Math.floor(cell / columns), 1, 1);
  });
  pen.drawImage(small, 0, 0, pen.canvas.width, pen.canvas.height);
}

// On a plan: each cell where its corners come to lie.
function cells(pen, { columns, rows, cells: values, at }, most) {
  const { width, height } = pen.canvas;
  pen.fillStyle = colour('--out');
  values.forEach((value, cell) => {
    if (value > 0) {
      const [u, v] = [cell % columns, Math.floor(cell / columns)];
      pen.globalAlpha = Math.sqrt(value / most) * 0.9;
      pen.beginPath();
      [[u, v], [u + 1, v], [u + 1, v + 1], [u, v + 1]].forEach(([a, b]) => {
        const [x, y] = at(a / columns, b / rows);
        pen.lineTo(x * width, y * height);
      });
      pen.fill();
    }
  });
  pen.globalAlpha = 1;
}

function legend() {
  return el(
    'p',
    { class: 'heat-legend small soft' },
    t('heat.short'),
    el('i', { 'aria-hidden': 'true' }),
    t('heat.long'),
  );
}

// The same without a picture: how long people were in each camera's, hour by hour.
function numbers(series) {
  const hours = [...new Set(series.flatMap((one) => one.points.map((point) => point.start)))].sort();
  const time = (one, hour) =>
    one.points
      .filter((point) => point.start === hour)
      .flatMap((point) => point.grids)
      .reduce((seconds, grid) => seconds + grid.personSeconds, 0);
  const made = table(
    t('store.heat'),
    [
      { name: t('chart.hour'), cell: (hour) => wall(hour.slice(11, 16)) },
      ...series.map((one) => ({ name: one.camera, number: true, cell: (hour) => duration(time(one, hour)) })),
    ],
    hours,
  );
  return el('div', { class: 'chart' }, el('details', {}, el('summary', {}, t('chart.table')), made));
}
