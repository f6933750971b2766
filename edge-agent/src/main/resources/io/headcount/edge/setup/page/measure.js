// A floor while it is being measured, and metres of places in the picture.

// Where the divisor is smaller, the horizon is near and nothing is known: as the box has it.
const HORIZON = 0.02;

// Four corners before somebody has moved them.
const FIRST = [[0.28, 0.88], [0.72, 0.88], [0.62, 0.6], [0.38, 0.6]];

// For the draft: a floor is one shape, with four points or, found by people, with none.
export const FLOOR = {
  shapes: (camera, nextKey) => (camera.floor ? [shapeOf(camera.floor, nextKey())] : []),
  output: ([shape]) => ({ floor: shape ? floorOf(shape) : null }),
};

export function shapeOf(floor, key) {
  const { corners, ...rest } = floor;
  return corners ? { kind: 'floor', key, points: corners, rest } : { kind: 'people', key, points: [], rest };
}

export const fresh = (key) => ({ kind: 'floor', key, points: FIRST, rest: { width: '', depth: '' } });

function floorOf({ kind, points, rest }) {
  return kind === 'people' ? rest : { corners: points, width: metresOf(rest.width), depth: metresOf(rest.depth) };
}

// What somebody typed, with a point or a comma; what is no number stays text, which the box refuses.
export function metresOf(typed) {
  const number = Number(String(typed).trim().replace(',', '.'));
  return String(typed).trim() !== '' && Number.isFinite(number) ? number : String(typed);
}

function onFloor([a, b, c, d, e, f, g, h, i], [x, y]) {
  const divisor = g * x + h * y + i;
  return divisor > HORIZON ? [(a * x + b * y + c) / divisor, (d * x + e * y + f) / divisor] : null;
}

// Metres between two places of the picture; null where one is no floor.
export function metres(toFloor, from, to) {
  const one = onFloor(toFloor, from);
  const other = onFloor(toFloor, to);
  return one && other ? Math.hypot(one[0] - other[0], one[1] - other[1]) : null;
}

// Square metres of an outline in the picture; null where part of it is no floor.
export function squareMetres(toFloor, outline) {
  const corners = outline.map((corner) => onFloor(toFloor, corner));
  if (corners.includes(null)) {
    return null;
  }
  const twice = corners.reduce((sum, corner, index) => {
    const next = corners[(index + 1) % corners.length];
    return sum + corner[0] * next[1] - next[0] * corner[1];
  }, 0);
  return Math.abs(twice) / 2;
}
